// Warns two minutes before the session ends (L16). When it has ended is the server's to say, and asking does not make
// it go on: this script only asks. At the end it sends what was typed to an address that keeps it and does nothing
// else, then shows the login page. A page shown to nobody who is logged in tells the other tabs to ask: somebody may
// have logged out there.
{
  const limit = document.getElementById('session');
  const channel = new BroadcastChannel('session');
  const warning = document.createElement('div');
  const words = document.createElement('p');
  const wait = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
  let timer;
  let leaving;
  const askIn = (seconds) => {
    clearTimeout(timer);
    timer = setTimeout(check, seconds * 1000);
  };
  const check = async () => {
    if (leaving) return undefined;
    const answer = await fetch(`/session?of=${limit.dataset.user}`).catch(() => undefined);
    const left = answer?.ok ? await answer.text().catch(() => '') : '';
    if (left === 'ended') return leave(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
    const seconds = Number(left);
    if (!seconds) return askIn(1);
    warning.hidden = seconds > 120;
    const text = seconds > 120 ? '' : `You are logged out in ${seconds > 60 ? 'two minutes' : 'one minute'}.`;
    if (words.textContent !== text) words.textContent = text;
    return askIn(seconds > 120 ? seconds - 120 : seconds > 60 ? seconds - 60 : seconds);
  };
  const isTyped = (field) => {
    if (field.type === 'password') return false;
    if (field.type === 'checkbox' || field.type === 'radio') return field.checked !== field.defaultChecked;
    // Of a list where nothing is chosen by the page, the browser chooses the first.
    if (field.options) {
      const shown = [...field.options].findLastIndex((one) => one.defaultSelected);
      return field.selectedIndex !== Math.max(shown, 0);
    }
    return field.type !== 'hidden' && 'defaultValue' in field && field.value !== field.defaultValue;
  };
  /** Of a form that was shown again with what was typed in it, what is typed is what stands in it. */
  const isFilled = ({ type, value }) => 'answer' in limit.dataset && /^(?:text|email|tel)$/.test(type) && value !== '';
  const isUnsent = (form) => form.method === 'post' && [...form.elements].some((one) => isTyped(one) || isFilled(one));
  /** Until the server was reached: it keeps the form, or says that it does not. */
  const keep = async (form) => {
    const body = new URLSearchParams(new FormData(form));
    for (const { type, name } of form.elements) if (type === 'password') body.delete(name);
    const { pathname, search } = new URL(form.action);
    const to = `/session/kept?path=${encodeURIComponent(pathname + search)}`;
    while (!(await fetch(to, { method: 'POST', body }).catch(() => undefined))) await wait(2);
  };
  const keepAll = async (address) => {
    clearTimeout(timer);
    document.getElementById('content').hidden = true;
    for (const form of [...document.forms].filter(isUnsent)) await keep(form);
    location.assign(address);
  };
  const leave = (address) => {
    leaving ??= keepAll(address);
  };
  const stay = async () => {
    const csrf = document.querySelector('[name="csrf"]').value;
    const answer = await fetch('/session', {
      method: 'POST',
      headers: { 'HX-Request-Type': 'partial' },
      body: new URLSearchParams({ csrf, 'do.continue': '' }),
    }).catch(() => undefined);
    const end = answer?.ok ? await answer.text().catch(() => '') : '';
    if (end) limit.querySelector('p').textContent = end;
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
    channel.addEventListener('message', check);
    document.addEventListener('visibilitychange', () => document.hidden || check());
    window.addEventListener('pageshow', ({ persisted }) => persisted && check());
    // What was typed after the form was sent is not in what the server kept of it.
    document.addEventListener('htmx:after:request', (event) => {
      const to = event.detail.ctx.hx.redirect;
      if (!to || new URL(to, location.href).pathname !== '/login') return;
      event.preventDefault();
      leave(to);
    });
    const seconds = Number(limit.dataset.seconds);
    if (seconds > 120) askIn(seconds - 120);
    else check();
  } else channel.postMessage('');
}

// A page for paper opens the dialog of the printer: by a button, and by itself where somebody came by pressing Print.
for (const words of document.querySelectorAll('[data-print]')) {
  const button = document.createElement('input');
  Object.assign(button, { type: 'submit', className: 'main', value: words.dataset.print });
  button.addEventListener('click', () => print());
  words.replaceChildren(button);
  const came =
    /\/immunizations$/.test(document.referrer.split('?')[0]) && performance.getEntriesByType('navigation')[0];
  if (came.type === 'navigate') window.addEventListener('load', () => print());
}
