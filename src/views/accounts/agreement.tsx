import { Csrf } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';

/**
 * The User Agreement in a region that scrolls and takes the keyboard, Accept below it (L3). Nobody must scroll to the
 * end.
 */
export const UserAgreement = ({
  frame,
  agreement,
  asks,
}: {
  frame: Frame;
  agreement: { readonly version: string; readonly paragraphs: readonly string[] };
  asks: boolean;
}) => (
  <Page frame={frame} title="User Agreement">
    <form method="post" action="/agreement" class="card wide">
      <h1>User Agreement for Participating in the {frame.site.fullName}</h1>
      <section class="reading" aria-label="Terms of the User Agreement" tabindex={0}>
        {agreement.paragraphs.map((paragraph) => (paragraph.length < 60 ? <h2>{paragraph}</h2> : <p>{paragraph}</p>))}
      </section>
      {asks ? (
        <>
          <Csrf token={frame.csrf} />
          <input type="hidden" name="version" value={agreement.version} />
          <p>Click Accept once you are finished reviewing. If you decline, you are logged out.</p>
          <p class="row">
            <input type="submit" class="main" name="do.accept" value="Accept" />{' '}
            <input type="submit" name="do.decline" value="Decline" />
          </p>
        </>
      ) : (
        <p>
          You have accepted this agreement. <a href="/">home</a>
        </p>
      )}
    </form>
  </Page>
);
