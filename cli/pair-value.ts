import { InvalidArgumentError } from 'commander';

/** `name=value` as an object of two named fields; a usage error for anything else. */
export function pairValue(
  text: string,
  [left, right]: readonly [string, string],
): Record<string, string> {
  const at = text.indexOf('=');
  const name = text.slice(0, at).trim();
  const value = text.slice(at + 1).trim();
  if (at < 1 || name === '' || value === '') {
    throw new InvalidArgumentError(`expected ${left}=${right}`);
  }
  return { [left]: name, [right]: value };
}
