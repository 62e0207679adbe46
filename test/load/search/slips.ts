// How people mistype: it shares no table with what finds them again, nicknames least of all.
import { pick, type Random } from '../../../src/demonstration/dice.js';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** What one says for another; taken from lists of forms of address, not from the ranker's table. */
const calledBy =
  `ABBY ABIGAIL;AL ALBERT;AL ALAN;ALEX ALEXANDER;ALEX ALEXANDRA;ANDY ANDREW;ANGIE ANGELA;ANNIE ANN;ANNIE ANNA;ART ARTHUR;
BARB BARBARA;BECKY REBECCA;BEN BENJAMIN;BERNIE BERNARD;BERT ALBERT;BETH ELIZABETH;BETSY ELIZABETH;BETTY ELIZABETH;BILL WILLIAM;BILLY WILLIAM;
BOB ROBERT;BOBBY ROBERT;BRAD BRADLEY;CARRIE CAROLINE;CATHY CATHERINE;CHARLIE CHARLES;CHRIS CHRISTOPHER;CHRIS CHRISTINE;CHUCK CHARLES;CINDY CYNTHIA;
CLIFF CLIFFORD;DAN DANIEL;DANNY DANIEL;DAVE DAVID;DEB DEBORAH;DEBBIE DEBORAH;DICK RICHARD;DON DONALD;DOUG DOUGLAS;DREW ANDREW;ED EDWARD;EDDIE EDWARD;
ELLIE ELEANOR;FRAN FRANCES;FRANK FRANCIS;FRED FREDERICK;GABE GABRIEL;GENE EUGENE;GERRY GERALD;GREG GREGORY;GUS AUGUST;HANK HENRY;HARRY HAROLD;IZZY ISABELLA;
JACK JOHN;JACKIE JACQUELINE;JAKE JACOB;JEFF JEFFREY;JEN JENNIFER;JENNY JENNIFER;JERRY GERALD;JESS JESSICA;JIM JAMES;JIMMY JAMES;JOE JOSEPH;JOEY JOSEPH;
JOHNNY JOHN;JON JONATHAN;JOSH JOSHUA;JUDY JUDITH;KATE KATHERINE;KATHY KATHLEEN;KATIE KATHERINE;KEN KENNETH;KIM KIMBERLY;LARRY LAWRENCE;LENNY LEONARD;LEO LEONARD;
LIBBY ELIZABETH;LIZ ELIZABETH;MADDIE MADISON;MAGGIE MARGARET;MANDY AMANDA;MARGE MARJORIE;MATT MATTHEW;MAX MAXWELL;MEG MARGARET;MEL MELISSA;MIKE MICHAEL;
NATE NATHAN;NATE NATHANIEL;NICK NICHOLAS;PAM PAMELA;PAT PATRICIA;PAT PATRICK;PATTY PATRICIA;PEGGY MARGARET;PETE PETER;PHIL PHILLIP;RAY RAYMOND;RICH RICHARD;
RICK RICHARD;ROB ROBERT;RON RONALD;SAM SAMUEL;SAM SAMANTHA;SANDY SANDRA;SHELLY MICHELLE;STEPH STEPHANIE;STEVE STEVEN;STEVE STEPHEN;SUE SUSAN;TED THEODORE;
TERRY THERESA;THEO THEODORE;TIM TIMOTHY;TINA CHRISTINA;TOM THOMAS;TONY ANTHONY;TORI VICTORIA;TRICIA PATRICIA;VICKY VICTORIA;WALT WALTER;WILL WILLIAM;ZACH ZACHARY`
    .split(';')
    .map((pair) => pair.trim().split(' ') as [string, string]);

const nicks = new Map<string, string[]>();
for (const [nick, name] of calledBy) nicks.set(name, [...(nicks.get(name) ?? []), nick]);

/** A nickname of a given name, where people have one for it. */
export function nicknamed(next: Random, first: string): string | undefined {
  const known = nicks.get(first.toUpperCase());
  return known && pick(next, known);
}

const sounds: readonly (readonly [string, string])[] = [
  ['PH', 'F'],
  ['CK', 'K'],
  ['SCH', 'SH'],
  ['TH', 'T'],
  ['EE', 'EA'],
  ['IE', 'Y'],
  ['EY', 'IE'],
  ['AI', 'EI'],
  ['OU', 'U'],
  ['C', 'K'],
  ['K', 'C'],
  ['S', 'Z'],
  ['Z', 'S'],
  ['Y', 'I'],
  ['I', 'Y'],
  ['EN', 'IN'],
  ['SON', 'SEN'],
  ['SEN', 'SON'],
  ['ER', 'AR'],
  ['LL', 'L'],
  ['NN', 'N'],
  ['TT', 'T'],
  ['SS', 'S'],
  ['W', 'V'],
  ['QU', 'KW'],
  ['GH', ''],
  ['AH', 'A'],
  ['OE', 'O'],
];

/** A name as it might be written by one who only heard it; undefined for names that are written as they sound. */
export function heard(next: Random, name: string): string | undefined {
  const may = sounds.filter(([from]) => name.includes(from, 1));
  if (may.length === 0) return undefined;
  const [from, to] = pick(next, may);
  const at = name.indexOf(from, 1);
  return name.slice(0, at) + to + name.slice(at + from.length);
}

/** Two letters next to each other swapped. */
export function transposed(next: Random, name: string): string | undefined {
  const at = Math.floor(next() * (name.length - 1));
  if (name.length < 3 || name[at] === name[at + 1]) return undefined;
  return `${name.slice(0, at)}${name[at + 1]}${name[at]}${name.slice(at + 2)}`;
}

/** One letter too many, too few or wrong. */
export function edited(next: Random, name: string): string | undefined {
  if (name.length < 3) return undefined;
  const at = Math.floor(next() * name.length);
  const letter = letters[Math.floor(next() * 26)] ?? 'A';
  const kind = next();
  const it =
    kind < 0.33
      ? name.slice(0, at) + name.slice(at + 1)
      : kind < 0.66
        ? name.slice(0, at) + letter + name.slice(at)
        : name.slice(0, at) + letter + name.slice(at + 1);
  return it === name ? undefined : it;
}

/** Two slips in one name of four letters or more. */
export function editedTwice(next: Random, name: string): string | undefined {
  if (name.length < 4) return undefined;
  const once = (next() < 0.25 ? transposed(next, name) : edited(next, name)) ?? name;
  const twice = edited(next, once);
  return once === name || twice === name ? undefined : twice;
}

/** Another birth date by one slip: a digit, day and month, or the year before or after. */
export function misdated(next: Random, day: string): string | undefined {
  const [year = '', month = '', date = ''] = day.split('-');
  const kind = next();
  const places = [2, 3, 6, 9];
  const at = pick(next, places);
  const it =
    kind < 0.3
      ? `${year}-${date}-${month}`
      : kind < 0.5
        ? `${Number(year) + (next() < 0.5 ? 1 : -1)}-${month}-${date}`
        : day.slice(0, at) + Math.floor(next() * 10) + day.slice(at + 1);
  const whole = new Date(`${it}T00:00:00Z`);
  return it === day || Number.isNaN(whole.getTime()) || !whole.toISOString().startsWith(it) ? undefined : it;
}

/** The name with an accent, a hyphen or an apostrophe left out; undefined where it has none. */
export function plain(next: Random, name: string): string | undefined {
  const bare = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[-']/g, next() < 0.5 ? ' ' : '');
  return bare === name ? undefined : bare;
}
