// A page holds of a long list what is likely: the rest comes from here, where the browser keeps it. The server puts
// `longLists` before this.
{
  const complete = () => {
    for (const select of document.querySelectorAll('select[data-list]')) {
      const { value } = select;
      const shown = new Map([...select.options].map((option) => [option.value, option]));
      for (const [code, label] of longLists[select.dataset.list])
        select.append(shown.get(code) ?? new Option(label, code));
      select.value = value;
      select.removeAttribute('data-list');
    }
    for (const button of document.querySelectorAll('.whole')) button.remove();
  };
  complete();
  document.addEventListener('htmx:after:swap', complete);
}
