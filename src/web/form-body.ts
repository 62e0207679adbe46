/** The most of a body that is looked at: no form of ours is larger. */
export const mostBytes = 128 * 1024;
/** The longest name of a field has 22 letters. */
export const mostBytesOfName = 100;

const ampersand = 0x26;
const nothing = new Uint8Array();

/**
 * A form's body as it comes, in pieces. Of one that is too large no more is held than a form may have: a value that has
 * no room passes by, and its name stands without it.
 */
export class FormBody {
  /** The bytes that have arrived. Nothing was left out that had room. */
  size = 0;
  #held: Buffer;
  #end = 0;
  /** True if what comes belongs to a value that has no room. */
  #passes = false;

  /** @param room how many bytes are held of it */
  constructor(room = mostBytes) {
    this.#held = Buffer.allocUnsafe(room);
  }

  /** The bytes held of it. */
  get bytes(): Buffer {
    return this.#held.subarray(0, this.#end);
  }

  /** Takes the next piece. Its memory is given back: nobody may read it again. */
  take(piece: Uint8Array): void {
    this.size += piece.length;
    for (let rest = piece; rest.length > 0; ) {
      rest = this.#hold(this.#passes ? this.#nextField(rest) : rest);
      if (rest.length > 0) this.#leaveOutLast();
    }
    giveBack(piece);
  }

  /** Gives back the memory of what is held. */
  forget(): void {
    giveBack(this.#held);
    this.#held = Buffer.alloc(0);
    this.#end = 0;
  }

  /** Holds as much as there is room for, and answers the rest. */
  #hold(part: Uint8Array): Uint8Array {
    const length = Math.min(part.length, this.#held.length - this.#end);
    this.#held.set(part.subarray(0, length), this.#end);
    this.#end += length;
    return part.subarray(length);
  }

  /** Leaves out the value that has no room; of a name that has none, all but what shows that it is too long. */
  #leaveOutLast(): void {
    const field = this.bytes.lastIndexOf('&') + 1;
    const equals = this.bytes.indexOf('=', field);
    this.#end = equals < 0 ? Math.min(this.#end, field + mostBytesOfName + 1) : equals + 1;
    this.#passes = true;
  }

  /** The bytes behind the value that passes by, from its `&` on: none if no name has room any more. */
  #nextField(part: Uint8Array): Uint8Array {
    const isFull = this.#held.length - this.#end < mostBytesOfName;
    const next = isFull ? -1 : part.indexOf(ampersand);
    this.#passes = next < 0;
    return next < 0 ? nothing : part.subarray(next);
  }
}

/** Gives memory back at once that nobody else uses: V8 by itself lets 64 MB of pieces wait before it collects them. */
export function giveBack({ buffer, byteLength }: Uint8Array): void {
  if (byteLength > 0 && byteLength === buffer.byteLength && buffer instanceof ArrayBuffer) buffer.transfer(0);
}
