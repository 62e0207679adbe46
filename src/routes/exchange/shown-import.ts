import type { ImportResult, ImportState } from '../../db/imports/import-job.js';
import type { Import } from '../../db/imports/imports.js';
import { importKinds } from '../../db/imports/kinds.js';
import { type Job, standingOf } from '../../db/operations/jobs.js';
import { fullName } from '../../domain/text/name.js';
import type { ShownImport, Standing } from '../../views/exchange/standing.js';

/** Where a file stands, by its jobs. */
export function standingOfImport({ check, take, isChosen }: Import): Standing {
  if (take) return standingOfJob(take, ['importing', 'imported', 'stopped', 'broken off']);
  if (!isChosen) return 'columns';
  return check ? standingOfJob(check, ['checking', 'checked', 'unusable', 'unusable']) : 'unusable';
}

type Names = readonly [running: Standing, done: Standing, stopped: Standing, failed: Standing];

function standingOfJob(job: Job, [running, done, stopped, failed]: Names): Standing {
  const standing = standingOf(job);
  if (standing === 'waiting' || standing === 'running') return running;
  if (standing === 'done') return resultOf(job)?.fault ? stopped : done;
  return standing === 'stopped' ? stopped : failed;
}

/** What came of a job; of one that is not over, or was stopped or broken off, as far as it came. */
const resultOf = ({ result, state }: Job): ImportResult | undefined => {
  if (result !== null) return JSON.parse(result) as ImportResult;
  const reached = JSON.parse(state) as Partial<ImportState>;
  return reached.counts && ({ fault: '', ...reached } as ImportResult);
};

/** What came of the last job of a file. */
export const resultIn = ({ check, take }: Import): ImportResult | undefined => {
  const job = take ?? check;
  return job && resultOf(job);
};

/**
 * How many of the open jobs are worked on before a file's own. An administrator is not told how many files others bring:
 * it is counted for who sees every organization.
 */
export function aheadOf(
  { check, take }: Import,
  open: readonly Job[],
  { everyOrganization }: { readonly everyOrganization: boolean },
): ShownImport['ahead'] {
  const job = take ?? check;
  const at = open.filter(({ clockName }) => clockName === null).findIndex(({ id }) => id === job?.id);
  return at > 0 && !everyOrganization ? 'some' : Math.max(0, at);
}

/** A file as its page shows it. */
export function shownImport(brought: Import, { isGone, ahead }: Pick<ShownImport, 'isGone' | 'ahead'>): ShownImport {
  const { id, kind, fileName, organization, createdAt, note, checkJob, bytes } = brought;
  const standing = standingOfImport(brought);
  const job = brought.take ?? brought.check;
  const { counts = {}, read = 0, line = 1, fault = '', resumed = [] } = resultIn(brought) ?? {};
  return {
    ...{ id, kind, fileName, organization, createdAt, note, standing, read, line, resumed, isGone, ahead },
    checkedAt: brought.check?.endedAt ?? undefined,
    user: fullName(brought.user),
    checkJob: checkJob ?? 0,
    percent: Math.min(100, Math.floor(((job?.done ?? 0) / Math.max(1, bytes)) * 100)),
    counts: importKinds[kind].results.map((result) => [result, counts[result] ?? 0] as const).filter(([, n]) => n > 0),
    fault: isGone && standing === 'unusable' ? '' : fault || faultOf(standing, job),
    isStopAsked: job?.stopAskedAt !== null && job?.stopAskedAt !== undefined,
  };
}

function faultOf(standing: Standing, job: Job | undefined): string {
  if (standing === 'broken off')
    return 'It was tried again and again and came no further. The server has the reason in its log.';
  if (standing !== 'unusable') return '';
  return job && standingOf(job) === 'stopped'
    ? 'The check was stopped. Choose the columns to check the file again.'
    : 'The check came no further. Choose the columns to check the file again.';
}

/** The first rows of a file that was checked and not imported yet, by its columns: of any other its page has none. */
export function sampleOf(brought: Import) {
  const { columns, kind } = brought;
  const labels = importKinds[kind].rows.columns.labels as Readonly<Record<string, string>>;
  const shown = columns.flatMap((field, at) => (field ? [{ at, label: labels[field] ?? field }] : []));
  const rows = standingOfImport(brought) === 'checked' ? (resultIn(brought)?.sample ?? []) : [];
  return {
    /** Which columns of the file they are. */
    chosen: shown.map(({ at }) => at),
    headers: shown.map(({ label }) => label),
    rows: rows.map(({ cells, ...row }) => ({ ...row, cells: shown.map(({ at }) => cells[at] ?? '') })),
  };
}
