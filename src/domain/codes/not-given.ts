import { choicesFrom } from './choice.js';

/**
 * Why a vaccine was refused or deferred (C18). Source: CDC table NIP002 for the codes of digits, which immunization data
 * exchange knows; the others are Titer's own.
 */
export const notGivenReasons = choicesFrom(`
  00 Parent's decision; 01 Religious exemption; 03 Client's decision; ILL Ill that day; STOCK Not in stock;
  LATER Another day asked for; 02 Other reason`);
