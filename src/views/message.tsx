import type { Child } from 'hono/jsx';
import { Csrf } from './parts/form.js';
import { type Frame, Page } from './parts/layout.js';

/** A plain page that says one thing. */
export const Message = ({ frame, title, children }: { frame: Frame; title: string; children: Child }) => (
  <Page frame={frame} title={title}>
    <section class="message" aria-labelledby="title">
      <h1 id="title">{title}</h1>
      {children}
      <p>
        <a href="/">home</a>
      </p>
    </section>
  </Page>
);

/** A form that sends once more a form that could not be taken. */
export const SendAgain = ({ to, csrf, body }: { to: string; csrf: string; body: string }) => (
  <form method="post" action={to}>
    <Csrf token={csrf} />
    {[...new URLSearchParams(body)].map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <p>
      What you typed is kept in this page. <input type="submit" class="main" value="Send it again" />
    </p>
  </form>
);
