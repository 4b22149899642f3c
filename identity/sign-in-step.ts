import type { Pool } from 'pg';
import { z } from 'zod';
import { setPassword, setTotp, useTotpStep } from '../readmodel/accounts.ts';
import { deleteIssuerSessions } from '../readmodel/issuer-rows.ts';
import { inTransaction } from '../readmodel/pool.ts';
import { endSessionsOf } from '../readmodel/web-sessions.ts';
import { checkPassword, checkTotp } from './check-password.ts';
import type { SignInFault } from './issuer-words.ts';
import { hashPassword } from './password-hash.ts';
import { passwordFault } from './password-rules.ts';
import { newTotpSecret, totpStep } from './totp.ts';

/** Where somebody stands between the first page of signing in and the last; kept by the issuer, never by the page. */
export const SignInStep = z.object({
  asks: z.enum(['password', 'code', 'newPassword', 'secondFactor']),
  /** Whose password was right. */
  person: z.string().exactOptional(),
  /** What was proved so far, as RFC 8176 names it. */
  amr: z.array(z.enum(['pwd', 'otp'])),
  /** What is still to come after the codes were right. */
  change: z.boolean(),
  enrol: z.boolean(),
  /** Of a second factor that is being set up. */
  secret: z.string().exactOptional(),
});
export type SignInStep = z.infer<typeof SignInStep>;

/** Where everybody begins. */
export const FIRST_STEP: SignInStep = { asks: 'password', amr: [], change: false, enrol: false };

/** What a page sent; what it had no field for is empty. */
export const SignInForm = z.object({
  step: SignInStep.shape.asks,
  person: z.string().trim().max(100).default(''),
  password: z.string().max(1000).default(''),
  code: z.string().max(20).default(''),
  fresh: z.string().max(1000).default(''),
  repeat: z.string().max(1000).default(''),
  change: z.literal('yes').exactOptional(),
  enrol: z.literal('yes').exactOptional(),
  lang: z.enum(['zh', 'en']).default('zh'),
});
export type SignInForm = z.infer<typeof SignInForm>;

/** What follows a form: another page, the same one with what was wrong, or being signed in. */
export type SignInMove =
  | { to: SignInStep }
  | { fault: SignInFault }
  | { done: { person: string; amr: SignInStep['amr'] } };

/** Takes one step; what it changes (passwords, second factors) is stored when it returns. */
export function takeStep(
  pool: Pool,
  step: SignInStep,
  form: SignInForm,
  atMs: number,
): Promise<SignInMove> {
  return STEPS[step.asks]({ pool, step, form, atMs });
}

interface Taking {
  pool: Pool;
  step: SignInStep;
  form: SignInForm;
  atMs: number;
}

const STEPS: Record<SignInStep['asks'], (taking: Taking) => Promise<SignInMove>> = {
  async password({ pool, form }) {
    const attempt = await checkPassword(pool, form.person, form.password);
    if (attempt.is !== 'right') return { fault: attempt.is };
    const { person, mustChange, totpSecret } = attempt.account;
    const step: SignInStep = {
      ...FIRST_STEP,
      person,
      amr: ['pwd'],
      change: mustChange || form.change === 'yes',
      enrol: form.enrol === 'yes' && totpSecret === null,
    };
    return totpSecret === null ? after(step) : { to: { ...step, asks: 'code' } };
  },

  async code({ pool, step, form, atMs }) {
    const attempt = await checkTotp(pool, step.person ?? '', form.code, atMs);
    if (attempt.is === 'right') return after({ ...step, amr: ['pwd', 'otp'] });
    return { fault: attempt.is === 'locked' ? 'locked' : 'wrongCode' };
  },

  async newPassword({ pool, step, form }) {
    const { person = '' } = step;
    if (form.fresh !== form.repeat) return { fault: 'differ' };
    // Somebody else may have come to a page that was left open.
    const attempt = await checkPassword(pool, person, form.password);
    if (attempt.is !== 'right') return { fault: attempt.is };
    if (form.fresh === form.password) return { fault: 'same' };
    const fault = passwordFault(form.fresh, person);
    if (fault) return { fault };
    const passwordHash = await hashPassword(form.fresh);
    await changePassword(pool, person, passwordHash);
    return after({ ...step, change: false });
  },

  async secondFactor({ pool, step, form, atMs }) {
    const { person = '', secret = '' } = step;
    const at = totpStep(secret, form.code, atMs);
    if (at === undefined) return { fault: 'wrongCode' };
    await setTotp(pool, person, secret);
    await useTotpStep(pool, person, at);
    return after({ ...step, amr: ['pwd', 'otp'], enrol: false });
  },
};

// Whoever knew the old password is signed out everywhere.
const changePassword = (pool: Pool, person: string, passwordHash: string): Promise<void> =>
  inTransaction(pool, async (client) => {
    await setPassword(client, { person, passwordHash, mustChange: false });
    await endSessionsOf(client, person);
    await deleteIssuerSessions(client, person);
  });

function after(step: SignInStep): SignInMove {
  const { person = '', amr } = step;
  if (step.change) return { to: { ...step, asks: 'newPassword' } };
  if (step.enrol) return { to: { ...step, asks: 'secondFactor', secret: newTotpSecret() } };
  return { done: { person, amr } };
}
