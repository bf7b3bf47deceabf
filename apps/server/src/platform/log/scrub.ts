// An identity number (GB 11643): division, day of birth, order, check digit; also its old form of 15 digits.
const dayAndOrder = String.raw`(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}`;
const identity = new RegExp(
  String.raw`(?<![0-9A-Za-z])[1-9]\d{5}(?:(?:18|19|20)\d{2}${dayAndOrder}[\dXx]|\d{2}${dayAndOrder})(?![0-9A-Za-z])`,
  'g',
);
// A mobile number, also with its country's code and as people group it.
const mobile = /(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)/g;
const email = /[\w.+-]+@(?=[\w-]+\.[\w.-]+)/g;

/**
 * A text without the personal data that can be told by its form: identity numbers, mobile numbers, the names in e-mail addresses. What
 * cannot be told by its form (names, addresses) is not given to the log in the first place.
 */
export function scrub(text: string): string {
  return text.replace(identity, '[identity]').replace(mobile, '[phone]').replace(email, '[name]@');
}
