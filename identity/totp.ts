import { Secret, TOTP } from 'otpauth';

const PERIOD_SECONDS = 30;
// The code before and after, for clocks that differ.
const WINDOW = 1;

/** A new secret in base32, 160 bits as RFC 4226 recommends. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** What an authenticator app reads from its camera. */
export const totpUri = (person: string, secret: string): string =>
  totpOf(secret, person).toString();

/** The step of 30 s to which a code belongs at that time; `undefined` if the code is wrong. */
export function totpStep(secret: string, code: string, atMs: number): number | undefined {
  const token = code.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return undefined;
  const delta = totpOf(secret).validate({ token, timestamp: atMs, window: WINDOW });
  return delta === null ? undefined : Math.floor(atMs / 1000 / PERIOD_SECONDS) + delta;
}

const totpOf = (secret: string, label = 'kaigong'): TOTP =>
  new TOTP({
    issuer: 'Kaigong 开工',
    label,
    secret: Secret.fromBase32(secret),
    period: PERIOD_SECONDS,
  });
