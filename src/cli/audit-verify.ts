import { headText, type Link } from '../db/operations/audit-chain.js';
import { verifyAudit } from '../db/operations/audit-verify.js';
import { type Call, succeed, textOption, Unusable, type Verb } from './verb.js';

export const auditVerify: Verb = {
  name: 'audit verify',
  usage: 'audit verify [--head ROW:HASH]',
  description:
    'check that no row of the audit log was changed, removed or put in, up to a head that was kept elsewhere; names the first bad row',
  words: 0,
  options: { head: { type: 'string' } },
  async run(call) {
    const kept = headOption(call);
    const { rows, head, bad } = await verifyAudit(call.open().read, kept);
    const good = `${rows.toLocaleString('en-US')} rows`;
    if (bad) return { status: 1, text: `Row ${bad.row} of the audit log: ${bad.fault} ${good} before it are right.\n` };
    return succeed(`${good} of the audit log are as they were written. Head: ${headText(head)}`);
  },
};

/** The head that was kept, where one is given. Throws Unusable where it is none. */
function headOption({ options }: Call): Link | undefined {
  const typed = textOption(options, 'head');
  if (typed === '') return undefined;
  const [, id, hash = ''] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(typed) ?? [];
  if (!id) throw new Unusable(`"${typed}" is no head: --head 1234:… as the log and the screen show it.`);
  return { id: Number(id), hash };
}
