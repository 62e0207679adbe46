import type { Child } from 'hono/jsx';
import { type Frame, Page } from './layout.js';

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
