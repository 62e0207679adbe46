// Said by this script when a request of htmx did not reach the server: what was typed is still on the page.
document.addEventListener('htmx:error', () => {
  const status = document.getElementById('said');
  if (status) status.textContent = 'The server could not be reached. What you typed is still here: try again.';
});

// On a poor line somebody types on while an answer is under way. What is typed then stands in the part of the form that
// the answer replaces: it is put back into the fields of the same names.
{
  const typed = new Map();
  let underWay = 0;
  const isField = (field) => field?.name && !['radio', 'submit', 'hidden', 'password'].includes(field.type);
  document.addEventListener('htmx:before:request', () => {
    if (underWay === 0) typed.clear();
    underWay += 1;
  });
  document.addEventListener('htmx:finally:request', () => {
    underWay = Math.max(0, underWay - 1);
  });
  document.addEventListener('input', ({ target }) => {
    if (underWay > 0 && isField(target))
      typed.set(target.name, target.type === 'checkbox' ? target.checked : target.value);
  });
  document.addEventListener('htmx:after:swap', () => {
    for (const [name, value] of typed) {
      const field = document.querySelector(`#client [name="${CSS.escape(name)}"]`);
      if (!isField(field)) continue;
      if (field.type === 'checkbox') field.checked = value;
      else if (field.value !== value) field.value = value;
    }
  });
}
