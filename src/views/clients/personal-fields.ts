import type { Child } from 'hono/jsx';
import { addressFields } from '../../domain/clients/address.js';
import type { Client } from '../../domain/clients/client.js';
import { birthDateRefusal, type PersonalField, personalLabels } from '../../domain/clients/personal-information.js';
import { addressShown, addressShownField, formerMark, isOtherAddress } from '../../domain/clients/typed-address.js';
import { labelOf, yesOrNo } from '../../domain/codes/choice.js';
import { counties, countyOfZip } from '../../domain/codes/county.js';
import { ethnicities } from '../../domain/codes/ethnicity.js';
import { genders } from '../../domain/codes/gender.js';
import { nameSuffixes } from '../../domain/codes/name-suffix.js';
import { races } from '../../domain/codes/race.js';
import type { Values } from '../../domain/forms/rows.js';
import { showDay } from '../../domain/time/day.js';
import { choices, type Entry, field, longSelect, select, Tick } from '../parts/form.js';
import { markup } from '../parts/markup.js';

/** `client` is the record that is there already; for a new one there is none. */
type Props = { client?: Client; edit: Entry & { readonly whose?: string } };

const labelled = (name: PersonalField) => ({ name, label: personalLabels[name] });
const text = (name: PersonalField, more: Partial<Parameters<typeof field>[0]>) => field({ ...labelled(name), ...more });

const lastName = text('lastName', {});
const firstName = text('firstName', {});
const middleName = text('middleName', { class: 'w2 long' });
const nameSuffix = select({ ...labelled('nameSuffix'), choices: nameSuffixes, class: 'w2' });
const preferredName = text('preferredName', { class: 'w2' });
const gender = choices({ ...labelled('gender'), choices: genders });
const birthDate = text('birthDate', { inputmode: 'numeric', hint: 'MM/DD/YYYY' });
const birthDateOnFile = text('birthDate', { readonly: true });
const multipleBirth = select({ ...labelled('multipleBirth'), choices: yesOrNo, none: '(unknown)', class: 'w2' });
const birthOrder = text('birthOrder', { inputmode: 'numeric', class: 'w2' });
const birthCountry = longSelect({ ...labelled('birthCountry'), list: 'country', class: 'w4' });
const motherMaidenLast = text('motherMaidenLast', {});
const motherFirst = text('motherFirst', {});
const race = choices({ ...labelled('race'), choices: races, several: true, class: 'w12', rest: 'Show all races' });
const ethnicity = select({ ...labelled('ethnicity'), choices: ethnicities, class: 'w4' });

/** The first fields of Personal Information, which name the client (C4). */
export const IdentityFields = ({ client, edit, helpDesk, children }: Props & { helpDesk: string; children?: Child }) =>
  markup`<div class="fields">
    ${lastName(edit)}${firstName(edit)}${middleName(edit)}${nameSuffix(edit)}${preferredName(edit)}${gender(edit)}
    ${
      client?.hasBirthCertificate
        ? birthDateOnFile(edit, birthDateRefusal({ helpDesk, clientId: client.id }))
        : birthDate(edit)
    }
    ${motherMaidenLast(edit)}${motherFirst(edit)}${children}
  </div>`;

/** What changes once in a life, and is asked for last. */
export const OtherFields = ({ edit, children }: { edit: Entry; children?: Child }) =>
  markup`<div class="fields">
    ${multipleBirth(edit)}${birthOrder(edit)}${birthCountry(edit)}${ethnicity(edit)}${race(edit)}${children}
  </div>`;

/**
 * On leaving a ZIP the form is sent to be kept, and what the ZIP tells is filled in (C7); `region` is what the answer
 * replaces.
 */
export const zipFills = (region: string) => ({
  'data-hx-post': '',
  'data-hx-trigger': 'change',
  'data-hx-vals': '{"do.zip":"zip"}',
  'data-hx-swap': 'none',
  'data-hx-sync': 'closest form:queue all',
  'data-hx-indicator': `#${region}`,
});

/** The address that a form shows, so that what is typed over it is known for another one (C7). */
export const HiddenAddress = (values: Values, prefix = '') =>
  markup`<input type="hidden" name="${prefix + addressShownField}" value="${addressShown(values, prefix)}">`;

const street = text('street', { class: 'w5' });
const city = text('city', {});
const state = longSelect({ ...labelled('state'), list: 'state', class: 'w2' });
const zip = text('zip', { class: 'w2', inputmode: 'numeric', behaviour: zipFills('address') });
const county = longSelect({ ...labelled('county'), list: 'county' });
const phone = text('phone', { inputmode: 'tel' });
const email = text('email', { inputmode: 'email' });

/** The rest of Personal Information, with address and phone (C4, C7, C8). */
export const AddressFields = ({ client, edit }: Props) => {
  const { values } = edit;
  const suggested = values.county ? undefined : countyOfZip(values.zip ?? '');
  const hint = suggested && `ZIP ${values.zip} is in ${labelOf(counties, suggested)}`;
  const losesMark = client?.personal.undeliverable && !values.undeliverable && isOtherAddress(client.personal, values);
  const updatedOn = client && (showDay(client.addressUpdatedOn) || 'unknown');
  const isTyped = client && addressFields.some((part) => values[part] !== client.personal[part]);
  return markup`<div class="fields">
    ${HiddenAddress(values)}${street(edit, edit.whose)}${city(edit)}${state(edit)}${zip(edit)}${county(edit, hint, suggested)}
    <div class="field tick">
      ${Tick({ ...labelled('undeliverable'), entry: edit })}
      ${losesMark ? markup`<p class="note">${formerMark}</p>` : ''}
      ${updatedOn && markup`<p class="hint">Address Last Updated Date: ${updatedOn}${isTyped && ' (the address on record)'}</p>`}
    </div>
    ${phone(edit)}${email(edit)}
  </div>`;
};
