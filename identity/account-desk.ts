import type { Pool } from 'pg';
import {
  addAccount,
  listAccounts,
  setPassword,
  setTotp,
  unlockAccount,
  type AccountState,
} from '../readmodel/accounts.ts';
import { deleteIssuerSessions } from '../readmodel/issuer-rows.ts';
import { inTransaction } from '../readmodel/pool.ts';
import { endSessionsOf } from '../readmodel/web-sessions.ts';
import { hashPassword } from './password-hash.ts';
import { initialPassword } from './password-rules.ts';

/** What administrators do with accounts of the local issuer; each gives false or nothing for a stranger. */
export interface AccountDesk {
  list: () => Promise<AccountState[]>;
  /** Gives accounts to those who have none, with initial passwords that nobody can ask for again. */
  open: (people: readonly string[]) => Promise<{ person: string; password: string }[]>;
  /** A new initial password; ends the person's sessions. */
  reset: (person: string) => Promise<string | undefined>;
  unlock: (person: string) => Promise<boolean>;
  /** Takes the second factor away, as when a phone is lost. */
  totpOff: (person: string) => Promise<boolean>;
}

/** The desk on a database. */
export function createAccountDesk(pool: Pool): AccountDesk {
  return {
    list: () => listAccounts(pool),
    open: (people) => openAccounts(pool, people),
    reset: (person) => resetPassword(pool, person),
    unlock: (person) => unlockAccount(pool, person),
    totpOff: (person) => setTotp(pool, person, null),
  };
}

/** Gives the people of the sample park one published password. */
export async function openSampleAccounts(
  pool: Pool,
  people: readonly string[],
  password: string,
): Promise<void> {
  const passwordHash = await hashPassword(password);
  for (const person of people) {
    await addAccount(pool, { person, passwordHash, mustChange: false, sample: true });
  }
}

async function openAccounts(pool: Pool, people: readonly string[]) {
  const opened: { person: string; password: string }[] = [];
  const known = new Set((await listAccounts(pool)).map(({ person }) => person));
  for (const person of people.filter((one) => !known.has(one))) {
    const password = initialPassword();
    const passwordHash = await hashPassword(password);
    if (await addAccount(pool, { person, passwordHash, mustChange: true, sample: false })) {
      opened.push({ person, password });
    }
  }
  return opened;
}

async function resetPassword(pool: Pool, person: string): Promise<string | undefined> {
  const password = initialPassword();
  const passwordHash = await hashPassword(password);
  return inTransaction(pool, async (client) => {
    if (!(await setPassword(client, { person, passwordHash, mustChange: true }))) return undefined;
    await endSessionsOf(client, person);
    await deleteIssuerSessions(client, person);
    return password;
  });
}
