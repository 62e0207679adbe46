import type { Organization, Viewer } from '../domain/viewer.js';
import { type Frame, Page } from './layout.js';

/** manage my account (L8). */
export const Account = ({
  frame,
  viewer,
  organizations,
}: {
  frame: Frame;
  viewer: Viewer;
  organizations: Organization[];
}) => (
  <Page frame={frame} title="Manage my account">
    <section class="message" aria-labelledby="title">
      <h1 id="title">manage my account</h1>
      <dl>
        <dt>User</dt>
        <dd>{viewer.userName}</dd>
        <dt>Username</dt>
        <dd>{viewer.username}</dd>
        <dt>Organizations</dt>
        {organizations.map(({ code, name }) => (
          <dd>
            {name} ({code})
          </dd>
        ))}
      </dl>
    </section>
  </Page>
);
