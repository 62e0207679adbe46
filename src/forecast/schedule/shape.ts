/** Reads a value of unknown form as what it must be, or throws a PackFault that names the place. */
export type Shape<T> = (value: unknown) => T;

/** The value that a shape reads. */
export type Of<S> = S extends Shape<infer T> ? T : never;

/** A schedule that cannot be used: its message says where and why, in words for the person who put it in. */
export class PackFault extends Error {
  constructor(
    private readonly what: string,
    private readonly at = '',
  ) {
    super(`${at.trim() || 'The schedule'}: ${what}.`);
  }

  /** The same, seen from what the place stands in. */
  within(name: string): PackFault {
    return new PackFault(this.what, `${name} ${this.at}`);
  }
}

/** Reads a part by its name; the name is looked at only where something is wrong. */
function part<T>(shape: Shape<T>, value: unknown, name: string | number): T {
  try {
    return shape(value);
  } catch (fault) {
    throw fault instanceof PackFault ? fault.within(String(name)) : fault;
  }
}

/** Refuses a value, in words that follow the place. */
export function refuse(what: string): never {
  throw new PackFault(what);
}

/** Text that matches a pattern; `what` says what was expected. */
export function text(pattern: RegExp = /\S/, what = 'a text was expected'): Shape<string> {
  return (value) => (typeof value === 'string' && pattern.test(value) ? value : refuse(what));
}

/** One of some texts. */
export function oneOf<const T extends string>(...allowed: readonly T[]): Shape<T> {
  return (value) => allowed.find((one) => one === value) ?? refuse(`one of ${allowed.join(', ')} was expected`);
}

/** A number that is not negative. */
export const number: Shape<number> = (value) =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : refuse('a number was expected');

/** True, of what stands only where it is so. */
export const flag: Shape<true> = (value) => (value === true ? true : refuse('true was expected, or nothing'));

/** A list, each of one shape. */
export function list<T>(of: Shape<T>): Shape<readonly T[]> {
  return (value) =>
    Array.isArray(value) ? value.map((one, i) => part(of, one, i + 1)) : refuse('a list was expected');
}

/** Values by name; the names match a pattern. */
export function byName<T>(of: Shape<T>, names = /\S/): Shape<Readonly<Record<string, T>>> {
  return (value) => {
    const read: Record<string, T> = {};
    for (const [name, one] of Object.entries(plain(value)))
      read[name] = names.test(name) ? part(of, one, name) : refuse(`"${name}" is no name that was expected`);
    return read;
  };
}

type Shapes = Readonly<Record<string, Shape<unknown>>>;

/** Fields that must be there, fields that may be, and no others. */
export function fields<R extends Shapes, O extends Shapes>(
  required: R,
  optional: O,
): Shape<{ readonly [K in keyof R]: Of<R[K]> } & { readonly [K in keyof O]?: Of<O[K]> }> {
  const shapes = new Map(Object.entries({ ...required, ...optional }));
  const needed = Object.keys(required);
  return (value) => {
    const read: Record<string, unknown> = {};
    for (const [name, given] of Object.entries(plain(value))) {
      const shape = shapes.get(name) ?? refuse(`"${name}" is not known`);
      if (given !== undefined) read[name] = part(shape, given, name);
    }
    for (const name of needed) if (!Object.hasOwn(read, name)) refuse(`"${name}" is missing`);
    return read as never;
  };
}

function plain(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse('named fields were expected');
  return value as Readonly<Record<string, unknown>>;
}
