import { Hono } from 'hono';
import { findOrganizationById } from '../../db/accounts/organizations.js';
import {
  chooseColumns,
  findImport,
  forgetImport,
  type Import,
  importsOf,
  keepImport,
  orderImport,
} from '../../db/imports/imports.js';
import { type ImportKindName, importKinds } from '../../db/imports/kinds.js';
import { namedNow, problemsOf } from '../../db/imports/problems.js';
import { trace } from '../../db/operations/audit.js';
import { askToStop, openJobs } from '../../db/operations/jobs.js';
import { keptDaysOfImports } from '../../db/operations/retention.js';
import type { Organization, Viewer } from '../../domain/accounts/viewer.js';
import { fullName } from '../../domain/text/name.js';
import { columnFaults } from '../../exchange/csv/columns.js';
import { may, mayExchangeFor } from '../../policy.js';
import { columnField, ImportColumns, leftOut } from '../../views/exchange/import-columns.js';
import { ImportPage, ImportProgress, importTitle } from '../../views/exchange/import-page.js';
import { ImportsPage, kindChoices } from '../../views/exchange/imports.js';
import { isUnderWay } from '../../views/exchange/standing.js';
import type { Entry } from '../../views/parts/form.js';
import { allow, auditAs, type Env, frame, NotFound, type Request, remoteAddress } from '../../web/context.js';
import { BadForm, readForm } from '../../web/form.js';
import { news } from '../../web/news.js';
import { goTo, isPartial, page, partials, queryNumber } from '../../web/page.js';
import { megabytes, receiveFile } from '../../web/receive-file.js';
import { arrive } from './arrive.js';
import { organizationChoices, organizationMeant, otherOrganization } from './organization.js';
import { cellsOf, refusedRows } from './refused-rows.js';
import { aheadOf, resultIn, sampleOf, shownImport, standingOfImport } from './shown-import.js';

/** Half a gigabyte: three million doses. */
const mostBytes = 512 * 1024 * 1024;
const pageSize = 50;
const id = ':id{[0-9]{1,15}}';

/** Files that people bring to import from (A5): the help desk for every organization, administrators for their own. */
export const imports = new Hono<Env>()
  .get('/', async (c) => page(c, await listPage(c)))

  .post('/', async (c) => {
    const viewer = allow(c, 'import and export');
    const files = c.get('files');
    const { values, file, isTooLarge } = await receive(c, ['kind', 'organization']);
    const organization = await organizationMeant(c, viewer, values.organization);
    const kind = kindChoices.find(({ code }) => code === values.kind)?.code;
    const message = organization || may(viewer, 'see every organization') ? undefined : otherOrganization;
    const errors: Record<string, string> = {
      ...(!kind && { kind: 'Choose what the file has.' }),
      ...(!organization && !message && { organization: 'Choose the organization whose rows these are.' }),
      ...(isTooLarge && { file: `The file is larger than ${megabytes(mostBytes)} MB. Send it in parts.` }),
      ...(!file && !isTooLarge && { file: 'Choose a file that is not empty.' }),
    };
    if (!kind || !organization || !file || Object.keys(errors).length > 0) {
      if (file) files.remove(file.name);
      return page(c, await listPage(c, { values, errors }, message), message ? 409 : 422);
    }
    const arrived = await whereThereIsRoom(() => arrive(files, file.name));
    if ('fault' in arrived) return page(c, await listPage(c, { values, errors: { file: arrived.fault } }), 422);
    const at = c.get('clock')();
    const who = { ...viewer, organization };
    try {
      const kept = await c.get('db').write(async (tx) => {
        const kept = await keepImport(tx, who, { kind, fileName: file.fileName, ...arrived }, at);
        const { action } = importKinds[kind];
        await trace(tx, who, { at, action, detail: `import ${kept}, a file came`, address: remoteAddress(c) });
        return kept;
      });
      return goTo(c, `/imports/${kept}`);
    } catch (error) {
      files.remove(arrived.file);
      throw error;
    }
  })

  .get(`/${id}`, async (c) => showImport(c, await found(c)))

  .post(`/${id}`, async (c) => {
    const { viewer, brought } = await found(c);
    const { values, command } = await readForm(
      c,
      { text: ['check'], buttons: ['import', 'stop', 'remove'] },
      async ({ message, status }) => showImport(c, { viewer, brought }, message, status),
    );
    const db = c.get('db');
    const at = c.get('clock')();
    const organization = await ownerOf(c, brought);
    const who = { ...viewer, organization };
    const detail = (what: string) => ({ detail: `import ${brought.id}, ${what}`, address: remoteAddress(c) });
    const { action } = importKinds[brought.kind];
    if (command === 'remove') {
      const file = await db.write(async (tx) => {
        const file = await forgetImport(tx, brought.id);
        if (file) await trace(tx, who, { at, action, ...detail('file removed') });
        return file;
      });
      if (!file) return showImport(c, await found(c), 'The file is being worked on. Stop that first.', 409);
      c.get('files').remove(file);
      return goTo(c, '/imports?done=removed');
    }
    if (command === 'import' && isGone(c, brought)) return showImport(c, { viewer, brought }, fileIsGone, 409);
    const job = brought.takeJob ?? brought.checkJob;
    const done = await db.write(async (tx) => {
      if (command === 'import') {
        const mayTake = mayExchangeFor(viewer, organization);
        return mayTake && (await orderImport(tx, who, brought.id, Number(values.check), at));
      }
      const asked = job !== null && (await askToStop(tx, who, job, at));
      if (asked) await trace(tx, who, { at, action, ...detail('asked to stop') });
      return asked;
    });
    if (done) return goTo(c, `/imports/${brought.id}`);
    const meanwhile =
      command === 'stop'
        ? 'It was over before it could be stopped.'
        : 'It was ordered before, or checked anew since. Nothing was changed by you.';
    return showImport(c, await found(c), meanwhile, 409);
  })

  .get(`/${id}/standing`, async (c) => {
    const its = await found(c);
    if (!isUnderWay(standingOfImport(its.brought))) return goTo(c, `/imports/${its.brought.id}`);
    const shown = await shownFor(c, its);
    return isPartial(c)
      ? partials(c, { standing: <ImportProgress shown={shown} /> }, importTitle(shown))
      : showImport(c, its);
  })

  .get(`/${id}/columns`, async (c) => {
    const { brought } = await found(c);
    const hasHeaders = brought.hasHeaders;
    return page(c, columnsPage(c, brought, { values: valuesOf(brought.columns, hasHeaders) }));
  })

  .post(`/${id}/columns`, async (c) => {
    const { viewer, brought } = await found(c);
    if (isGone(c, brought)) return page(c, columnsPage(c, brought, { values: {} }, fileIsGone), 409);
    const names = brought.head.rows[0]?.map((_, at) => columnField(at)) ?? [];
    const again = (entry: Entry, status: 400 | 409 | 413 | 422, message?: string) =>
      page(c, columnsPage(c, brought, entry, message), status);
    const { values } = await readForm(
      c,
      { choice: [...names, 'firstIsRow'], buttons: ['check'] },
      ({ message, status }, values) => again({ values }, status, message),
    );
    const columns = names.map((name) => {
      const chosen = values[name] ?? '';
      return chosen === leftOut.code ? '' : chosen || undefined;
    });
    const { all, required } = columnsOf(brought.kind);
    const known = columns.map((field) => (all.some((one) => one.field === field) ? field : field && undefined));
    const { faults, message } = columnFaults(known, { all, required, dates: [], labels: {} });
    const errors = Object.fromEntries([...faults].map(([at, text]) => [columnField(at), text]));
    if (faults.size > 0 || message) return again({ values, errors }, 422, message);
    const chosen = { columns: known, hasHeaders: values.firstIsRow !== 'Y' };
    const who = { ...viewer, organization: await ownerOf(c, brought) };
    const at = c.get('clock')();
    const done = await c.get('db').write((tx) => chooseColumns(tx, who, brought.id, chosen, at));
    return done ? goTo(c, `/imports/${brought.id}`) : again({ values }, 409, 'The file is being imported already.');
  })

  .get(`/${id}/refused`, async (c) => {
    const { viewer, brought } = await found(c);
    const job = brought.takeJob ?? brought.checkJob;
    if (job === null || isGone(c, brought)) throw new NotFound();
    // First, so that no file is without its row.
    await c.get('db').write((tx) =>
      trace(tx, viewer, {
        ...{ at: c.get('clock')(), action: importKinds[brought.kind].action, address: remoteAddress(c) },
        detail: `import ${brought.id}, rows that were not taken`,
      }),
    );
    return c.body(ReadableStream.from(refusedRows(c, viewer, brought, job)), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="rows-not-taken-${brought.id}.csv"`,
    });
  });

const scopeOf = (viewer: Viewer) => ({ everyOrganization: may(viewer, 'see every organization') });
const columnsOf = (kind: ImportKindName) =>
  importKinds[kind].rows.columns as {
    readonly all: readonly { readonly name: string; readonly field: string; readonly what: string }[];
    readonly required: readonly string[];
  };

type Found = { readonly viewer: Viewer; readonly brought: Import };

/** The import of an address, for who may see it. */
async function found(c: Request): Promise<Found> {
  const viewer = allow(c, 'import and export');
  const brought = await findImport(c.get('db').read, viewer, scopeOf(viewer), Number(c.req.param('id')));
  if (!brought) throw new NotFound();
  return { viewer, brought };
}

/** The organization whose an import is: it may be inactive by now. */
async function ownerOf(c: Request, { organizationId }: Import): Promise<Organization> {
  const organization = await findOrganizationById(c.get('db').read, organizationId);
  if (!organization) throw new NotFound();
  const { id, code, name, type } = organization;
  return { id, code, name, type };
}

const receive = (c: Request, fields: readonly string[]) =>
  whereThereIsRoom(() => receiveFile(c, { fields, file: 'file', button: 'send', mostBytes }, c.get('files')));

/** Says in words that the disk is full: nothing was kept then. */
async function whereThereIsRoom<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    throw new BadForm(413, 'The server has no room for this file now. Nothing was changed. Tell the help desk.');
  }
}

async function listPage(c: Request, entry: Entry = { values: {} }, message?: string) {
  const viewer = allow(c, 'import and export');
  const { read } = c.get('db');
  const all = await organizationChoices(c, viewer);
  const list = (await importsOf(read, viewer, scopeOf(viewer))).map((brought) => ({
    ...brought,
    user: fullName(brought.user),
    standing: standingOfImport(brought),
  }));
  const limits = { mostMegabytes: megabytes(mostBytes), keptDays: keptDaysOfImports };
  const forgotten = news(c, 'done') === 'removed';
  return <ImportsPage frame={frame(c)} {...{ organizations: all, list, entry, message, forgotten, ...limits }} />;
}

const fileIsGone = 'The file itself is not on the server any more. Nothing was changed. Bring it again.';

/** True after a restore: the database knows the file, and backups have none. */
const isGone = (c: Request, { file }: Import) => !c.get('files').has(file);

/** A file as its page shows it, with what is worked on before it. */
async function shownFor(c: Request, { viewer, brought }: Found) {
  const open = isUnderWay(standingOfImport(brought)) ? await openJobs(c.get('db').read) : [];
  const ahead = aheadOf(brought, open, scopeOf(viewer));
  return shownImport(brought, { isGone: isGone(c, brought), ahead });
}

async function showImport(
  c: Request,
  { viewer, brought }: Found,
  message?: string,
  status: 200 | 400 | 409 | 413 = 200,
) {
  const standing = standingOfImport(brought);
  if (standing === 'columns' && !message) return goTo(c, `/imports/${brought.id}/columns`);
  const shown = await shownFor(c, { viewer, brought });
  const total = (['refused', 'put aside'] as const).reduce(
    (sum, result) => sum + (resultIn(brought)?.counts[result] ?? 0),
    0,
  );
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const at = Math.min(pages, queryNumber(c, 'page'));
  const job = isUnderWay(standing) ? 0 : (brought.takeJob ?? brought.checkJob ?? 0);
  const { read } = c.get('db');
  const { chosen, headers, rows } = sampleOf(brought);
  const problems = (await problemsOf(read, viewer, brought, { jobId: job, page: at, pageSize })).map((problem) => {
    const cells = cellsOf(c, brought, problem);
    return { ...problem, cells: chosen.map((column) => cells[column] ?? '') };
  });
  const ids = rows.flatMap(({ clientId }) => clientId ?? []);
  const open = await namedNow(read, viewer, brought, ids);
  const sample = { headers, rows: rows.filter(({ clientId }) => clientId === undefined || open.has(clientId)) };
  auditAs(c, 'list client', `import ${brought.id}`);
  return page(c, <ImportPage frame={frame(c)} {...{ shown, sample, problems, page: at, pages, message }} />, status);
}

function valuesOf(columns: Import['columns'], hasHeaders: boolean): Record<string, string> {
  const named = columns.map((field, at) => [columnField(at), field === '' ? leftOut.code : (field ?? '')]);
  return { ...Object.fromEntries(named), firstIsRow: hasHeaders ? '' : 'Y' };
}

function columnsPage(c: Request, brought: Import, entry: Entry, message?: string) {
  const [first = [], ...rest] = brought.head.rows;
  const rows = entry.values.firstIsRow === 'Y' ? brought.head.rows : rest;
  const columns = first.map((header, at) => ({
    header: entry.values.firstIsRow === 'Y' ? '' : header,
    cells: [...new Set(rows.map((cells) => cells[at] ?? ''))].filter(Boolean).slice(0, 3),
  }));
  const fields = [
    leftOut,
    ...columnsOf(brought.kind).all.map(({ name, field, what }) => ({
      code: field,
      label: what.startsWith('required') ? `${name} (required)` : name,
    })),
  ];
  const { id, kind, fileName } = brought;
  return <ImportColumns frame={frame(c)} {...{ id, kind, fileName, columns, fields, entry, message }} />;
}
