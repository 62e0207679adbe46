/** The typed text of one row's fields, as they stand on the screen. */
export type Values = Readonly<Record<string, string>>;

/**
 * The changes of an edit to a listing (contacts, comments) before it is saved (C14 to C18). Rows of the record are
 * known by their number, the Self contact by `self`, rows begun here by an id that is minted once, so that the same row
 * sent twice is one row.
 */
export type Rows = {
  /** Given by Next: Save writes them. */
  readonly staged: Readonly<Record<string, Values>>;
  /** Typed into the form and left there (C15). */
  readonly typed: Readonly<Record<string, Values>>;
  /** Marked by Delete: Save removes them. */
  readonly deleted: readonly string[];
  /** The contact chosen as the client's primary address (C16); empty while it stays as it is on the record. */
  readonly primary: string;
};

export const noRows: Rows = { staged: {}, typed: {}, deleted: [], primary: '' };

/** True if anything in the listing is not saved. */
export function isPending(rows: Rows): boolean {
  return (
    Object.keys(rows.staged).length > 0 ||
    Object.keys(rows.typed).length > 0 ||
    rows.deleted.length > 0 ||
    rows.primary !== ''
  );
}

/** True if anything about a row is not saved. */
export const isPendingRow = ({ staged, typed, deleted }: Rows, id: string): boolean =>
  staged[id] !== undefined || typed[id] !== undefined || deleted.includes(id);

const newId = /^n[a-z0-9]{8,16}$/;

/** True if an id belongs to a row begun here. */
export const isNewRow = (id: string) => newId.test(id);

const omit = <T>(from: Readonly<Record<string, T>>, id: string): Record<string, T> =>
  Object.fromEntries(Object.entries(from).filter(([key]) => key !== id));

/** Keeps what stands in the form for its row, unless it is what the row has already. */
export function typeRow(rows: Rows, id: string, values: Values, has: Values): Rows {
  const same = Object.keys(values).every((field) => values[field] === (has[field] ?? ''));
  return { ...rows, typed: same ? omit(rows.typed, id) : { ...rows.typed, [id]: values } };
}

/** Next: what stands in the form goes into the listing, as `show` has it. */
export function stageRow(rows: Rows, id: string, show: (typed: Values) => Values): Rows {
  const values = rows.typed[id] && show(rows.typed[id]);
  return values ? { ...rows, staged: { ...rows.staged, [id]: values }, typed: omit(rows.typed, id) } : rows;
}

/** Delete: a row of the record is marked, one begun here is gone. */
export function deleteRow(rows: Rows, id: string): Rows {
  const rest = undoRow(rows, id);
  return isNewRow(id) ? rest : { ...rest, deleted: [...rest.deleted, id] };
}

/** Takes back everything that is not saved about a row: the mark of Delete, what Next gave, what is typed. */
export function undoRow(rows: Rows, id: string): Rows {
  return {
    staged: omit(rows.staged, id),
    typed: omit(rows.typed, id),
    deleted: rows.deleted.filter((other) => other !== id),
    primary: rows.primary === id ? '' : rows.primary,
  };
}

/** The form's own Cancel: drops what is typed there, and nothing else. */
export const cancelRow = (rows: Rows, id: string): Rows => ({ ...rows, typed: omit(rows.typed, id) });
