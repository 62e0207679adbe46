// Where a stylesheet cannot open the menu at a desk, this does.
{
  const menu = document.querySelector('.menu');
  if (menu && !CSS.supports('selector(::details-content)')) menu.open = matchMedia('(min-width: 56.01rem)').matches;
}

// Said by this script when a request of htmx was not answered: what was typed is still on the page.
{
  const say = () => {
    const status = document.getElementById('said');
    if (status) status.textContent = 'The server could not be reached. What you typed is still here: try again.';
  };
  document.addEventListener('htmx:error', say);
  document.addEventListener('htmx:response:error', ({ detail }) => detail.ctx.response.status >= 500 && say());
}

// On a poor line somebody types on and presses further controls while an answer is under way. What is typed then stands
// in parts of the form (a client's, a visit's) that the answer replaces, and what is pressed was meant for the form
// that comes.
{
  /** The controls that were pressed and are not answered, in their order, each with what was typed after it. */
  const waiting = [];
  let shown;
  let instead;
  let failed = false;
  let leaveTo = '';
  const kept = () => document.querySelector('form#client, form#visit');
  const isChoice = ({ type }) => type === 'radio' || type === 'checkbox';
  const isTyped = ({ form, name, type }) =>
    form && form === kept() && !/^box$|\.row$/.test(name) && type !== 'submit' && type !== 'password';
  const selectorOf = (field) =>
    `form:is(#client, #visit) [name="${CSS.escape(field.name)}"]:not([type="hidden"])${isChoice(field) ? `[value="${CSS.escape(field.value)}"]` : ''}`;
  const isMissing = (words) => [...words.keys()].some((selector) => !document.querySelector(selector));
  const putBack = (words) => {
    for (const [selector, value] of words) {
      const field = document.querySelector(selector);
      if (!field) continue;
      if (isChoice(field)) field.checked = value;
      else if (field.value !== value) field.value = value;
    }
  };
  /** Keeps the form as a draft; with a body, as it stood before it was replaced. */
  const stage = (body) => {
    instead = body;
    kept().requestSubmit(kept().elements['do.stage']);
  };

  document.addEventListener('input', ({ target }) => {
    const words = waiting.at(-1)?.words;
    if (!words || !isTyped(target)) return;
    words.delete(selectorOf(target));
    words.set(selectorOf(target), isChoice(target) ? target.checked : target.value);
  });
  document.addEventListener('htmx:config:request', ({ detail: { ctx } }) => {
    if (!ctx.request.form || ctx.request.form !== kept()) return;
    waiting.push({ ctx, words: new Map(), left: [], late: waiting.length > 0, whole: instead !== undefined });
    instead?.set('do.stage', '');
    ctx.request.body = instead ?? ctx.request.body;
    instead = undefined;
  });
  // A control that waited is sent with the row whose details the answers before it brought, and with what was typed
  // there.
  document.addEventListener('htmx:before:request', (event) => {
    const one = waiting.find(({ ctx }) => ctx === event.detail.ctx);
    if (!one?.late || !kept()) return;
    if (failed) return event.preventDefault();
    const { request } = one.ctx;
    const now = new FormData(kept());
    // What was pressed in a tab that is gone goes as it was shown, and the server holds it against what came since.
    if (one.follows && now.get('tab') === request.body.get('tab')) {
      for (const [name, value] of request.body) if (/^do\.|\.row$/.test(name)) now.set(name, value);
      request.body = new URLSearchParams(now);
    }
    for (const { words } of waiting) putBack(words);
  });
  document.addEventListener('htmx:before:swap', () => {
    shown = kept() && new FormData(kept());
  });
  document.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => {
    const [first, next] = waiting;
    if (first?.ctx !== ctx || !kept()) return;
    for (const { words, left } of waiting) if (isMissing(words)) left.push(shown);
    putBack(first.words);
    if (isMissing(first.words)) first.left.forEach(stage);
    else if (next) next.follows = !next.whole;
  });
  // Nobody is led to another page before what they typed meanwhile is kept. Nothing is, after the session has ended.
  document.addEventListener('htmx:after:request', (event) => {
    const [first, next] = waiting;
    const { ctx } = event.detail;
    if (first?.ctx !== ctx || !ctx.hx.redirect || (!next && first.words.size === 0)) return;
    if (new URL(ctx.hx.redirect, location.href).pathname === '/login') return;
    event.preventDefault();
    leaveTo = ctx.hx.redirect;
    if (!next) stage();
  });
  const fail = () => {
    failed = waiting.length > 0;
  };
  document.addEventListener('htmx:error', fail);
  document.addEventListener('htmx:response:error', ({ detail }) => detail.ctx.response.status !== 422 && fail());
  document.addEventListener('htmx:finally:request', ({ detail: { ctx } }) => {
    const at = waiting.findIndex((one) => one.ctx === ctx);
    if (at < 0) return;
    waiting.splice(at, 1);
    if (waiting.length > 0) return;
    if (leaveTo && !failed) location.href = leaveTo;
    leaveTo = '';
    failed = false;
  });
}
