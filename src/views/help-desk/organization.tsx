import { organizationTypes, typeLabel } from '../../domain/accounts/organization.js';
import type { OrganizationType } from '../../domain/accounts/viewer.js';
import { yesOrNo } from '../../domain/codes/choice.js';
import { ErrorSummary } from '../parts/error-summary.js';
import { Csrf, choices, type Entry, Field, FormKey, Select } from '../parts/form.js';
import { type Frame, Page } from '../parts/layout.js';

type Kept = {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly type: OrganizationType;
  readonly region: string;
  readonly address: string;
  readonly active: boolean;
  readonly formerCodes: readonly string[];
};

const listAddress = '/help-desk/organizations';

/** Adding an organization (A3). */
export const NewOrganization = ({
  frame,
  entry,
  message,
}: {
  frame: Frame;
  entry: Entry;
  message: string | undefined;
}) => (
  <Page frame={frame} title={entry.errors || message ? 'Error: Add organization' : 'Add organization'}>
    <form method="post" action={`${listAddress}/new`} autocomplete="off" novalidate>
      <section aria-labelledby="title">
        <div class="bar">
          <h1 id="title">Add organization</h1>
          <div class="actions">
            <input type="submit" class="main" name="do.add" value="Add" /> <a href={listAddress}>Cancel</a>
          </div>
        </div>
        <ErrorSummary errors={entry.errors} message={message} />
        <Csrf token={frame.csrf} />
        <FormKey value={entry.values.key} />
        <Details entry={entry} />
      </section>
    </form>
  </Page>
);

/** One organization, to be changed (A3). */
export const OrganizationPage = ({
  frame,
  organization,
  entry,
  message,
  meanwhile,
  said,
}: {
  frame: Frame;
  organization: Kept;
  entry: Entry;
  message: string | undefined;
  /** True if somebody else changed it meanwhile: what it is now is shown besides. */
  meanwhile: boolean;
  said: string | undefined;
}) => {
  const start = entry.errors || message ? 'Error: ' : said ? 'Done: ' : '';
  return (
    <Page frame={frame} title={`${start}Organization ${organization.code}`} {...(said && { status: said })}>
      <form method="post" action={`${listAddress}/${organization.id}`} autocomplete="off" novalidate>
        <section aria-labelledby="title">
          <div class="bar">
            <h1 id="title">{organization.name}</h1>
            <div class="actions">
              <input type="submit" class="main" name="do.save" value="Save" /> <a href={listAddress}>Organizations</a>
            </div>
          </div>
          <ErrorSummary errors={entry.errors} message={message} groups={['active']} />
          {meanwhile ? <AsItIs organization={organization} /> : null}
          <Csrf token={frame.csrf} />
          <input type="hidden" name="revision" value={entry.values.revision} />
          <Details entry={entry} />
          <div class="fields">
            {active(entry)}
            {organization.formerCodes.length > 0 ? (
              <p class="field w8">Former codes: {organization.formerCodes.join(', ')}</p>
            ) : null}
          </div>
        </section>
      </form>
    </Page>
  );
};

const active = choices({
  name: 'active',
  label: 'Active?',
  choices: yesOrNo,
  class: 'w4',
  hint: 'Users log in for active organizations alone',
});

const AsItIs = ({ organization }: { organization: Kept }) => (
  <dl class="facts" aria-label="What it is now">
    <Fact label="Code" value={organization.code} />
    <Fact label="Name" value={organization.name} />
    <Fact label="Type" value={typeLabel(organization.type)} />
    <Fact label="Region" value={organization.region || '(none)'} />
    <Fact label="Address" value={organization.address || '(none)'} />
    <Fact label="Active?" value={organization.active ? 'Yes' : 'No'} />
  </dl>
);

const Fact = ({ label, value }: { label: string; value: string }) => (
  <div>
    <dt>{label}</dt>
    <dd>{value}</dd>
  </div>
);

const Details = ({ entry }: { entry: Entry }) => (
  <>
    <div class="fields">
      <Field
        entry={entry}
        name="code"
        label="Code"
        class="w4"
        hint="Typed at each login, capitals count; never used twice"
        autocomplete="off"
      />
      <Field entry={entry} name="name" label="Name" class="w8" autocomplete="off" />
      <Select entry={entry} name="type" label="Type" choices={organizationTypes} class="w4" />
      <Field entry={entry} name="region" label="Region" class="w8" hint="May be left empty" autocomplete="off" />
      <Field
        entry={entry}
        name="address"
        label="Address"
        class="w12"
        hint="In one line, with the phone: it stands on what is printed"
        autocomplete="off"
      />
    </div>
    <div class="inside">
      <p class="label">What is done for an organization of each type</p>
      <ul class="hint">
        {organizationTypes.map(({ label, may }) => (
          <li>
            {label}: {may}.
          </li>
        ))}
      </ul>
    </div>
  </>
);

/** Says what follows from a change, and asks once (A3). */
export const SureOrganization = ({
  frame,
  organization,
  values,
  follows,
}: {
  frame: Frame;
  organization: Kept;
  values: Readonly<Record<string, string>>;
  follows: readonly string[];
}) => {
  const closes = organization.active && values.active !== 'Y';
  const title = closes ? `Deactivate ${organization.name}?` : `Change ${organization.name}?`;
  return (
    <Page frame={frame} title={`${closes ? 'Deactivate' : 'Change'} organization ${organization.code}?`}>
      <form
        method="post"
        action={`${listAddress}/${organization.id}`}
        class="card"
        autocomplete="off"
        aria-labelledby="title"
      >
        <h1 id="title">{title}</h1>
        <ul>
          {follows.map((line) => (
            <li>{line}</li>
          ))}
        </ul>
        <Csrf token={frame.csrf} />
        {['code', 'name', 'type', 'region', 'address', 'active', 'revision'].map((name) => (
          <input type="hidden" name={name} value={values[name]} />
        ))}
        <p class="row">
          <input type="submit" class="plain" name="do.back" value="Back" />{' '}
          <input
            type="submit"
            class={closes ? 'danger' : 'main'}
            name="do.sure"
            value={closes ? 'Deactivate' : 'Change'}
          />
        </p>
      </form>
    </Page>
  );
};
