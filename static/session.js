// Warns two minutes before the session ends (L16). The server says how long is left, and asking it does not extend the
// session. At the end what was typed is sent: the server keeps it, and offers it again after logging in as the same user.
{
  const limit = document.getElementById('session');
  const warning = document.createElement('div');
  const words = document.createElement('p');
  const ask = (init) => fetch('/session', { redirect: 'manual', ...init }).catch(() => undefined);
  let timer;
  const wait = (seconds) => {
    clearTimeout(timer);
    const next = seconds > 120 ? seconds - 120 : seconds > 60 ? seconds - 60 : seconds;
    timer = setTimeout(check, next * 1000);
  };
  const check = async () => {
    const answer = await ask();
    if (!answer) return wait(1);
    const left = answer.ok ? Number(await answer.text()) : 0;
    if (left <= 0) return leave();
    warning.hidden = left > 120;
    const text = left > 120 ? '' : `You are logged out in ${left > 60 ? 'two minutes' : 'one minute'}.`;
    if (words.textContent !== text) words.textContent = text;
    return wait(left);
  };
  const isTyped = (field) =>
    field.type === 'checkbox' || field.type === 'radio'
      ? field.checked !== field.defaultChecked
      : 'defaultValue' in field && field.type !== 'password' && field.value !== field.defaultValue;
  const leave = () => {
    const form = [...document.forms].find((one) => one.method === 'post' && [...one.elements].some(isTyped));
    if (form) HTMLFormElement.prototype.submit.call(form);
    else location.assign(`/login?next=${encodeURIComponent(location.pathname)}`);
  };
  const stay = async () => {
    const csrf = document.querySelector('form[action="/logout"] [name="csrf"]').value;
    await ask({ method: 'POST', body: new URLSearchParams({ csrf, 'do.continue': '' }) });
    document.getElementById('content').focus();
    check();
  };
  if (limit) {
    warning.id = 'session-warning';
    warning.hidden = true;
    words.setAttribute('role', 'alert');
    const button = document.createElement('input');
    Object.assign(button, { type: 'submit', className: 'main', value: 'Stay logged in' });
    button.addEventListener('click', stay);
    warning.append(words, button);
    limit.append(warning);
    const seconds = Number(limit.dataset.seconds);
    if (seconds > 120) wait(seconds);
    else check();
  }
}
