import { randomInt } from 'node:crypto';

const MIN_LENGTH = 10;
const MAX_LENGTH = 200;
const MIN_KINDS = 3;

/** Why a password is refused. */
export type PasswordFault = 'short' | 'long' | 'simple' | 'ownName' | 'same';

const KINDS = [/\p{Ll}|\p{Lo}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u];

/** What is wrong with a new password of that person: at least 10 characters of 3 kinds, without the own id. */
export function passwordFault(password: string, person: string): PasswordFault | undefined {
  const length = Array.from(password).length;
  if (length < MIN_LENGTH) return 'short';
  if (length > MAX_LENGTH) return 'long';
  if (KINDS.filter((kind) => kind.test(password)).length < MIN_KINDS) return 'simple';
  return password.toLowerCase().includes(person.toLowerCase()) ? 'ownName' : undefined;
}

// Without those that are read as one another.
const LETTERS = 'abcdefghjkmnpqrstuvwxyz';
const DIGITS = '23456789';

/** A password to be given out on paper and changed at once: some 75 bits of chance. */
export function initialPassword(): string {
  const group = () => Array.from({ length: 4 }, () => any(LETTERS + DIGITS)).join('');
  return [any(LETTERS).toUpperCase() + any(DIGITS), group(), group(), group()].join('-');
}

const any = (of: string): string => of.charAt(randomInt(of.length));
