import type { CodedRows } from './coded-rows.js';
import { commentRows } from './comment.js';
import { conditionRows } from './condition.js';

/** The listings of a record, each behind the tab of its name, with the word before the names of its fields. */
export const kindOf = { contacts: 'contact', comments: 'comment', conditions: 'condition' } as const;

export type Listing = keyof typeof kindOf;
export type Kind = (typeof kindOf)[Listing];

export const listings = Object.keys(kindOf) as Listing[];

/** The listings of a code and days: Save also writes the complete row in the form (C18). */
export const coded = { comments: commentRows, conditions: conditionRows } as const satisfies Partial<
  Record<Listing, CodedRows>
>;

export type CodedListing = keyof typeof coded;

export const codedListings = Object.keys(coded) as CodedListing[];

/** The listing of a kind of row; undefined where a word is none. */
export const listingOf = (kind: string | undefined): Listing | undefined =>
  listings.find((listing) => kindOf[listing] === kind);

/** Tells a listing of coded rows from any other word. */
export const isCoded = (listing: string): listing is CodedListing => Object.hasOwn(coded, listing);
