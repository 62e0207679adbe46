import { type EnrolmentField, enrolmentLabels } from '../../domain/clients/enrolment.js';
import { yesOrNo } from '../../domain/codes/choice.js';
import { clientStatuses, inactiveReasons, statusExplained } from '../../domain/codes/client-status.js';
import { choices, type Entry, field, select } from '../parts/form.js';
import { markup } from '../parts/markup.js';

const labelled = (name: EnrolmentField) => ({ name, label: enrolmentLabels[name] });
const chartNumber = field({ ...labelled('chartNumber'), class: 'w4' });
const statusReason = select({ ...labelled('statusReason'), choices: inactiveReasons, class: 'w4' });
const deathDate = field({
  ...labelled('deathDate'),
  inputmode: 'numeric',
  class: 'w4',
  hint: 'With status Deceased, if known: MM/DD/YYYY',
});

let explained: { readonly site: string; readonly status: ReturnType<typeof choices> } | undefined;

/** The status with the guide's explanations, which name the registry: written once, as the other controls are. */
function statusAt(site: string) {
  if (explained?.site !== site) {
    const spec = { ...labelled('status'), choices: clientStatuses, explained: statusExplained(site), class: 'w12' };
    explained = { site, status: choices(spec) };
  }
  return explained.status;
}

const reminder = choices({
  ...labelled('reminder'),
  choices: yesOrNo,
  class: 'w6',
  hint: 'With Yes, providers mail, call or text when vaccines are due',
});
const sharing = choices({ ...labelled('sharing'), choices: yesOrNo, class: 'w6' });

/** The Client Information tab (C11 to C13), of the organization acted for. */
export const EnrolmentPanel = ({
  part,
  organization,
  schedule,
  site,
}: {
  part: Entry;
  organization: string;
  schedule: string;
  site: string;
}) =>
  markup`<p class="inside hint">This tab is specific to ${organization}.</p>
  <div class="fields">
    ${chartNumber(part)}
    <div class="field w8"><span class="label">Tracking Schedule</span><p class="fact">${schedule}</p></div>
    ${statusAt(site)(part)}${statusReason(part)}${deathDate(part)}
    ${reminder(part)}${sharing(part, `With No, the record is locked to ${organization}`)}
  </div>`;
