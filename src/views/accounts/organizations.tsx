import type { Organization } from '../../domain/accounts/viewer.js';
import type { UnnamedWork, UnsavedWork } from '../../domain/edits/unsaved.js';
import { listedName } from '../../domain/text/name.js';
import { Csrf } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';

type Props = {
  frame: Frame;
  organizations: readonly Organization[];
  unsaved: { readonly list: readonly UnsavedWork[]; readonly unnamed: readonly UnnamedWork[] };
  now: number;
  /** The page to go on at afterwards. */
  next: string;
};

/** Switch organizations (C22). */
export const SwitchOrganizations = ({ frame, organizations, unsaved, now, next }: Props) => {
  const kept = [
    ...unsaved.list.map((one) => `${listedName(one) || 'a new client'} (${one.organization.name})`),
    ...unsaved.unnamed.map(({ organization, count }) => `${count} more (${organization})`),
  ];
  return (
    <Page frame={frame} title="Switch organizations">
      <form method="post" class="message" aria-labelledby="title">
        <Csrf token={frame.csrf} />
        <input type="hidden" name="next" value={next} />
        <h1 id="title">Switch organizations</h1>
        <p>
          The organization that you act for decides what the Client Information tab shows, whose chart numbers are
          searched, and who updated a record.
        </p>
        <fieldset>
          <legend>Act for</legend>
          {organizations.map(({ id, name }) => (
            <p>
              <label class="choice">
                <input type="radio" name="organization" value={id} checked={id === now} /> {name}
              </label>
            </p>
          ))}
        </fieldset>
        {kept.length > 0 ? (
          <p>Not saved yet, and kept for the organization it was typed for: {kept.join('; ')}.</p>
        ) : null}
        <p class="row">
          <input type="submit" class="main" name="do.switch" value="Switch" />
          <a href={next}>{next === '/' ? 'home' : 'Go back without switching'}</a>
        </p>
      </form>
    </Page>
  );
};
