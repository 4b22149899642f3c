import type { Pool } from 'pg';
import {
  claimAttempt,
  findAccount,
  returnAttempt,
  unlockAccount,
  useTotpStep,
  type AccountRow,
} from '../readmodel/accounts.ts';
import { isPassword } from './password-hash.ts';
import { totpStep } from './totp.ts';

/** What became of an attempt; `wrong` says nothing of which part was wrong. */
export type Attempt = { is: 'right'; account: AccountRow } | { is: 'wrong' } | { is: 'locked' };

/** Tries a password. It counts as a failure until it is right, and with a second factor until that is right. */
export async function checkPassword(
  pool: Pool,
  person: string,
  password: string,
): Promise<Attempt> {
  const account = await findAccount(pool, person);
  if (account && !(await claimAttempt(pool, person))) return { is: 'locked' };
  if (!(await isPassword(password, account?.passwordHash)) || !account) return { is: 'wrong' };
  if (account.totpSecret === null) await unlockAccount(pool, person);
  else await returnAttempt(pool, person);
  return { is: 'right', account };
}

/** Tries the code of the second factor, each code once. */
export async function checkTotp(
  pool: Pool,
  person: string,
  code: string,
  atMs: number,
): Promise<Attempt> {
  const account = await findAccount(pool, person);
  if (!account || account.totpSecret === null) return { is: 'wrong' };
  if (!(await claimAttempt(pool, person))) return { is: 'locked' };
  const step = totpStep(account.totpSecret, code, atMs);
  if (step === undefined || !(await useTotpStep(pool, person, step))) return { is: 'wrong' };
  await unlockAccount(pool, person);
  return { is: 'right', account };
}
