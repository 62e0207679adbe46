/** Reads a value of unknown form as what it must be, or throws a PackFault that names the place. */
export type Shape<T> = (value: unknown, at: string) => T;

/** What a shape reads. */
export type Of<S> = S extends Shape<infer T> ? T : never;

/** A schedule that cannot be used: its message says where and why, in words for the person who put it in. */
export class PackFault extends Error {}

function refuse(at: string, expected: string): never {
  throw new PackFault(`${at || 'The schedule'}: ${expected}.`);
}

/** Text that matches a pattern; `what` says what was expected. */
export function text(pattern: RegExp = /\S/, what = 'a text was expected'): Shape<string> {
  return (value, at) => (typeof value === 'string' && pattern.test(value) ? value : refuse(at, what));
}

/** One of some texts. */
export function oneOf<const T extends string>(...allowed: readonly T[]): Shape<T> {
  return (value, at) => allowed.find((one) => one === value) ?? refuse(at, `one of ${allowed.join(', ')} was expected`);
}

/** A number that is not negative. */
export const number: Shape<number> = (value, at) =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : refuse(at, 'a number was expected');

/** What stands only where it is so. */
export const flag: Shape<true> = (value, at) => (value === true ? true : refuse(at, 'true was expected, or nothing'));

export function list<T>(of: Shape<T>): Shape<readonly T[]> {
  return (value, at) =>
    Array.isArray(value) ? value.map((one, i) => of(one, `${at} ${i + 1}`.trim())) : refuse(at, 'a list was expected');
}

/** Values by name; the names match a pattern. */
export function byName<T>(of: Shape<T>, names = /\S/): Shape<Readonly<Record<string, T>>> {
  return (value, at) =>
    Object.fromEntries(
      Object.entries(plain(value, at)).map(([name, one]) => [
        names.test(name) ? name : refuse(`${at} ${name}`, 'such a name was not expected'),
        of(one, `${at} ${name}`.trim()),
      ]),
    );
}

type Shapes = Readonly<Record<string, Shape<unknown>>>;

/** Fields that must be there, fields that may be, and no others. */
export function fields<R extends Shapes, O extends Shapes>(
  required: R,
  optional: O,
): Shape<{ readonly [K in keyof R]: Of<R[K]> } & { readonly [K in keyof O]?: Of<O[K]> }> {
  return (value, at) => {
    const given = plain(value, at);
    const read: Record<string, unknown> = {};
    for (const name of Object.keys(given))
      if (!Object.hasOwn(required, name) && !Object.hasOwn(optional, name)) refuse(at, `"${name}" is not known`);
    for (const [name, shape] of Object.entries(required)) read[name] = shape(given[name], `${at} ${name}`.trim());
    for (const [name, shape] of Object.entries(optional))
      if (given[name] !== undefined) read[name] = shape(given[name], `${at} ${name}`.trim());
    return read as never;
  };
}

function plain(value: unknown, at: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse(at, 'named fields were expected');
  return value as Readonly<Record<string, unknown>>;
}
