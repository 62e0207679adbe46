const fakes = ['0123456789', '1234567890', '9876543210', '0987654321'];

/**
 * The ten digits of a typed North American number: any punctuation, a leading 1 or +1 dropped.
 * Undefined where there are not ten.
 */
export function phoneDigits(typed: string): string | undefined {
  const digits = typed.replaceAll(/[\s().\-/+]/g, '');
  if (/^1\d{10}$/.test(digits)) return digits.slice(1);
  return /^\d{10}$/.test(digits) ? digits : undefined;
}

/** The seven digits of a number that was typed without its area code; undefined where there are not seven. */
export function localDigits(typed: string): string | undefined {
  const digits = typed.replaceAll(/[\s.-]/g, '');
  return /^\d{7}$/.test(digits) ? digits : undefined;
}

/**
 * The fault of a typed phone number (C8), or undefined for one that can be dialled: ten equal digits, counting up or
 * down, or a number that the North American Numbering Plan does not have. A run inside a number is no reason.
 */
export function phoneFault(typed: string): string | undefined {
  const digits = phoneDigits(typed);
  if (!digits) return 'Enter a phone number of ten digits, like 651-201-4629.';
  if (
    /^(\d)\1{9}$/.test(digits) ||
    fakes.includes(digits) ||
    !/^[2-9]\d{2}[2-9]\d{6}$/.test(digits) ||
    /^\d11/.test(digits) ||
    /^\d{3}[2-9]11/.test(digits)
  )
    return `${showPhone(digits)} is not a working number. Leave it empty if there is none.`;
  return undefined;
}

/** (651) 201-4629, as the guide's immunization history has it; anything else than ten digits as it is. */
export function phoneInBrackets(phone: string): string {
  return phone.replace(/^(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
}

/** 555-555-5555 for ten digits; anything else as it is. */
export function showPhone(phone: string): string {
  return /^\d{10}$/.test(phone) ? `${phone.slice(0, 3)}-${phone.slice(3, 6)}-${phone.slice(6)}` : phone;
}
