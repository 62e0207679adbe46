import type { Child } from 'hono/jsx';
import { labelOf } from '../domain/choice.js';
import type { Client } from '../domain/client.js';
import { countries } from '../domain/country.js';
import { counties, countyOfZip } from '../domain/county.js';
import { showDay } from '../domain/day.js';
import type { Part } from '../domain/edit.js';
import { ethnicities } from '../domain/ethnicity.js';
import { genders } from '../domain/gender.js';
import { nameSuffixes } from '../domain/name-suffix.js';
import { birthDateHeld, type PersonalField, personalLabels } from '../domain/personal-information.js';
import { races } from '../domain/race.js';
import { states } from '../domain/state.js';
import { Choices, Field, Select, Tick } from './form.js';
import { markup } from './markup.js';

const stateCodes = states.map(({ code }) => ({ code, label: code }));

/** `client` is the record that is there already; for a new one there is none. */
type Props = { client?: Client; edit: Part };

const fieldsOf = (edit: Part) => {
  const of = (name: PersonalField) => ({ entry: edit, name, label: personalLabels[name] });
  return {
    of,
    text: (name: PersonalField, extra: object = {}) => Field({ ...of(name), autocomplete: 'off', ...extra }),
  };
};

/** Who the client is: the first fields of Personal Information (C4). */
export const IdentityFields = ({
  client,
  edit,
  helpDesk,
  children,
}: Props & { helpDesk: string; children?: Child }) => {
  const { of, text } = fieldsOf(edit);
  return markup`<div class="fields">${[
    text('lastName', { class: 'w4' }),
    text('firstName', { class: 'w3' }),
    text('middleName', { class: 'w3' }),
    Select({ ...of('nameSuffix'), choices: nameSuffixes, class: 'w2' }),
    Choices({ ...of('gender'), choices: genders, class: 'w4' }),
    client?.hasBirthCertificate
      ? text('birthDate', { class: 'w4', readonly: true, hint: birthDateHeld({ helpDesk, clientId: client.id }) })
      : text('birthDate', { class: 'w4', hint: 'MM/DD/YYYY', inputmode: 'numeric' }),
    Select({ ...of('birthCountry'), choices: countries, class: 'w4' }),
    text('motherMaidenLast', { class: 'w4' }),
    text('motherFirst', { class: 'w4' }),
    Select({ ...of('ethnicity'), choices: ethnicities, class: 'w4' }),
    children,
    Choices({ ...of('race'), choices: races, several: true, class: 'w12' }),
  ]}</div>`;
};

/** Where the client is reached: the rest of Personal Information (C4, C7, C8). */
export const AddressFields = ({ client, edit }: Props) => {
  const { of, text } = fieldsOf(edit);
  const { zip = '', county } = edit.values;
  const suggested = county ? undefined : countyOfZip(zip);
  const hint = suggested ? `ZIP ${zip} is in ${labelOf(counties, suggested)}` : undefined;
  return markup`<div class="fields">${[
    text('street', { class: 'w6' }),
    text('city', { class: 'w6' }),
    Select({ ...of('state'), choices: stateCodes, class: 'w2' }),
    text('zip', { class: 'w2' }),
    Select({ ...of('county'), choices: counties, class: 'w4', hint }),
  ]}<div class="field w4">${Tick({ ...of('undeliverable') })}${
    client && markup`<p class="hint">Address Last Updated Date: ${showDay(client.addressUpdatedOn) || 'unknown'}</p>`
  }</div>${text('phone', { class: 'w4', inputmode: 'tel' })}${text('email', { class: 'w8', inputmode: 'email' })}</div>`;
};
