import { finished, Readable } from 'node:stream';
import { isFormKey } from '../auth/form-key.js';
import { clean, isPlain } from '../domain/text/clean.js';
import { rememberedFor } from '../domain/text/remembered.js';
import { dayOf } from '../domain/time/day.js';
import { type DayField, dayFieldOf, wholeDay } from '../domain/time/typed-day.js';
import type { Request } from './context.js';
import { decoded } from './decoded.js';
import { FormBody, mostBytes, mostBytesOfName } from './form-body.js';
import { tokenMatches } from './form-token.js';

/** A body above `mostBytes` is refused, what is held of it shown again; above this it is not even read. */
const mostBytesRead = 1024 * 1024;
/** The largest form, of a visit, has some 350 fields. */
const mostFields = 1000;
/** No field takes a tenth of this, with every sign escaped. */
const mostBytesOfValue = 12 * 1024;

/** The fields that a form may send. Text must arrive; a choice may be absent; a list may come several times. */
export type FormShape = {
  readonly text?: readonly string[];
  readonly choice?: readonly string[];
  readonly list?: readonly string[];
  /** The fields of these that take a date besides those whose name alone says so, each with the side that it lies on. */
  readonly days?: Readonly<Record<string, DayField>>;
  /** True if it makes something and so carries a key (auth/form-key.ts), among its values as `key`. */
  readonly keyed?: boolean;
  /**
   * The controls that may be pressed, without the `do.` of their names. One that ends in a dot stands for a family:
   * `leave.` takes `leave.12`. The empty one is for addresses that only keep what arrives: elsewhere nothing is done
   * for a form that nobody sent by pressing something (L16).
   */
  readonly buttons: readonly string[];
};

/** Characters that no field can show: control characters except line breaks and tabs, halves of characters. */
const hidden = /(?![\r\n\t])[\p{Cc}\p{Cs}\uFFFD]/u;

/** A form that arrived whole, as the page has it. */
export type Form = {
  /**
   * The value of each field of the shape; empty for one that is absent. The values of a list stand with a space
   * between.
   */
  readonly values: Record<string, string>;
  /**
   * The control that was pressed, without the `do.` of its name; empty where an address keeps what arrives without one.
   */
  readonly command: string;
};

/** A fault of the body as a whole: nothing may be done for it, its values may be shown again. */
export type Fault = { readonly status: 400 | 413; readonly message: string };

/** Answers with the page of a broken form, with what was typed (X4). */
type Again = (fault: Fault, values: Form['values']) => Response | Promise<Response>;

/** Answers that have no page of their own: the message goes to the general error page. */
export class BadForm extends Error {
  constructor(
    readonly status: 400 | 403 | 413 | 415,
    message: string,
  ) {
    super(message);
  }
}

/** A form that was not shown to whoever sends it. */
export class ShownElsewhere extends BadForm {
  constructor() {
    super(403, 'This form was shown to somebody else, or before you logged in or out. Nothing was changed.');
  }
}

/** A broken form that was answered with its own page. Thrown, so that no route can go on with it. */
export class Answered extends Error {
  constructor(readonly response: Response) {
    super('A broken form was shown again.');
  }
}

/**
 * Reads a posted form strictly: known fields only, none twice but lists, every text field there, UTF-8, no control
 * characters, a bounded size, one known control pressed, and the token of the page that it was shown on. A form of
 * several shapes says by a field which one it is. Only a whole form comes back. Throws Answered for a broken one where
 * `again` shows its page, and BadForm where there is nothing to show again: no such page, another content type, a wrong
 * token, a huge body.
 */
export async function readForm(
  c: Request,
  shape: FormShape | ((values: ReadonlyMap<string, string>) => FormShape),
  again?: Again,
): Promise<Form> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded')
    throw new BadForm(415, 'This address takes forms only. Open the page again and fill in its form.');
  const { bytes, size } = await readBody(c);
  const parts = partsOf(bytes);
  const token = parts.find(({ name }) => name === 'csrf')?.value ?? '';
  if (!(await tokenMatches(c, token))) throw new ShownElsewhere();
  const { form, fields, fault } = judge(parts, shape, size);
  const still = c.req.header('HX-Request-Type') === 'partial' && (form.command === '' || form.command === 'stage');
  for (const { name, day } of fields.values())
    if (day) form.values[name] = wholeDate(c, form.values[name] ?? '', day, still);
  if (!fault) return form;
  if (again) throw new Answered(await again(fault, form.values));
  throw new BadForm(fault.status, fault.message);
}

function judge(
  parts: readonly Part[],
  shape: FormShape | ((values: ReadonlyMap<string, string>) => FormShape),
  size: number,
): { form: Form; fields: ReturnType<typeof fieldsOf>; fault?: Fault } {
  let fault: Fault | undefined;
  const broken = (message: string, status: 400 | 413 = 400) => {
    fault ??= { status, message: `${message} Nothing was changed. Check what is shown and send it again.` };
  };
  const sent = parts.map(({ name, value }): [string, string] => [
    name,
    /password/i.test(name) ? decoded(value) : clean(decoded(value)),
  ]);
  if (size > mostBytes || parts.some(({ value }) => value.length > mostBytesOfValue))
    broken('This form is larger than any that is filled in by hand.', 413);
  if (sent.some(([name, value]) => name.includes('\uFFFD') || value.includes('\uFFFD')))
    broken('This form arrived with characters that cannot be read (not UTF-8).');

  const shapeSent = typeof shape === 'function' ? shape(new Map(sent)) : shape;
  const { buttons, keyed } = shapeSent;
  const fields = fieldsOf(shapeSent);
  const values: Record<string, string> = Object.create(null);
  let command = '';
  for (const [sentName, value] of sent) {
    if (sentName === 'csrf') continue;
    if (sentName.startsWith('do.')) {
      if (command && command !== sentName.slice(3)) broken('This form arrived with two buttons pressed.');
      command ||= sentName.slice(3);
      continue;
    }
    const field = fields.get(sentName);
    if (!field) {
      broken('This form arrived with a field that the page does not have.');
      continue;
    }
    const { name, kind } = field;
    const before = values[name];
    if (kind === 'list') values[name] = before ? `${before} ${value}` : value;
    else if (before !== undefined) broken('This form arrived with a field in it twice.');
    else values[name] = value;
    if (!isPlain(value) && hidden.test(value)) broken('This form arrived with characters that cannot be shown.');
  }
  for (const { name, kind } of fields.values()) {
    if (kind === 'text' && values[name] === undefined) broken('This form did not arrive whole.');
    values[name] ??= '';
  }
  if (keyed && !isFormKey(values.key ?? '')) broken('This form did not arrive whole.');
  if (!isButton(buttons, command))
    broken(
      command
        ? 'This form arrived with a button that the page does not have.'
        : 'What was typed stands in its form: no button of it was pressed.',
    );
  return { form: { values, command }, fields, ...(fault && { fault }) };
}

type Field = {
  readonly name: string;
  readonly kind: 'text' | 'choice' | 'list';
  readonly day: DayField | undefined;
};

/** The fields of a shape by the names that they are sent under. */
const fieldsOf = rememberedFor(({ keyed, text = [], choice = [], list = [], days = {} }: FormShape) => {
  const fields = new Map<string, Field>();
  const add = (kind: Field['kind']) => (name: string) =>
    fields.set(name, { name, kind, day: days[name] ?? dayFieldOf(name) });
  text.forEach(add('text'));
  if (keyed) add('text')('key');
  choice.forEach(add('choice'));
  list.forEach(add('list'));
  return fields;
});

const isButton = (buttons: readonly string[], command: string) =>
  buttons.includes(command) ||
  buttons.some(
    (family) =>
      family.endsWith('.') && command.startsWith(family) && /^[\w-]{1,64}$/.test(command.slice(family.length)),
  );

/**
 * Every field that a body brought, whatever it is, for what is kept of a form that is not taken (L16). Throws BadForm
 * where it is larger than forms may be.
 */
export async function readFields(c: Request): Promise<[name: string, value: string][]> {
  const { bytes, size } = await readBody(c);
  if (size > mostBytes) throw tooLarge();
  return partsOf(bytes).map(({ name, value }) => [name, wholeDate(c, decoded(value), dayFieldOf(name), true)]);
}

/**
 * A value with a date in it that was typed in haste whole, so that every page shows it back whole, and a draft says the
 * same day tomorrow.
 *
 * @param still true while it is being typed
 */
function wholeDate(c: Request, value: string, of: DayField | undefined, still: boolean): string {
  return value && of ? wholeDay(value, of, dayOf(c.get('clock')(), c.get('config').timeZone), still) : value;
}

/** The body of a request, read once and never further than a form may go. Throws BadForm for a longer one. */
async function readBody(c: Request): Promise<FormBody> {
  // Of a body that says its length no more is read than that.
  const length = Number(c.req.header('content-length') ?? Number.NaN);
  if (length > mostBytesRead) throw tooLarge();
  const body = c.get('sent') ?? (length <= mostBytes ? whole(await c.req.arrayBuffer()) : await readPieces(c));
  c.set('sent', body);
  if (body.size > mostBytesRead) throw tooLarge();
  return body;
}

function whole(bytes: ArrayBuffer): FormBody {
  const body = new FormBody(Math.min(bytes.byteLength, mostBytes));
  body.take(new Uint8Array(bytes));
  return body;
}

async function readPieces(c: Request): Promise<FormBody> {
  const { incoming } = c.env ?? {};
  if (incoming instanceof Readable) return readLine(incoming);
  const body = new FormBody();
  for await (const piece of c.req.raw.body ?? []) {
    body.take(piece);
    if (body.size > mostBytesRead) break;
  }
  return body;
}

/** Reads what comes over a line, by its events: every other way copies the pieces, and the copies wait for V8. */
const readLine = (incoming: Readable) =>
  new Promise<FormBody>((resolve, reject) => {
    const body = new FormBody();
    const take = (piece: Buffer) => {
      body.take(piece);
      if (body.size <= mostBytesRead) return;
      incoming.off('data', take);
      resolve(body);
    };
    incoming.on('data', take);
    finished(incoming, (error) => (error ? reject(error) : resolve(body)));
  });

const tooLarge = () =>
  new BadForm(
    413,
    'This form is far larger than any that is filled in by hand. Nothing was changed. Go back: your browser ' +
      'still has what you typed.',
  );

/** A field as it arrived: its name, and its value, not decoded yet, a character for each byte. */
type Part = { readonly name: string; readonly value: string };

/**
 * The fields of a body, their values not decoded yet. Throws BadForm for more of them, or a longer name, than any form
 * has.
 */
function partsOf(bytes: Buffer): Part[] {
  const text = bytes.toString('latin1');
  const parts: Part[] = [];
  for (let at = 0; at < text.length; ) {
    const next = text.indexOf('&', at);
    const end = next < 0 ? text.length : next;
    if (end > at) {
      const part = text.slice(at, end);
      const equals = part.indexOf('=');
      const name = equals < 0 ? part : part.slice(0, equals);
      if (parts.length >= mostFields || name.length > mostBytesOfName) throw tooLarge();
      parts.push({ name: decoded(name), value: equals < 0 ? '' : part.slice(equals + 1) });
    }
    at = end + 1;
  }
  return parts;
}
