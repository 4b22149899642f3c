import type { Queryable } from './pool.ts';

// Wrong attempts in a row after which an account is locked.
const LOCK_AFTER = 5;
// How long it stays so.
const LOCK_MINUTES = 15;

/** An account of the local issuer. */
export interface AccountRow {
  person: string;
  passwordHash: string;
  mustChange: boolean;
  totpSecret: string | null;
}

/** An account as administrators see it: nothing of it is secret. */
export interface AccountState {
  person: string;
  mustChange: boolean;
  /** Instant until which nobody can sign in; null: not locked. */
  lockedUntil: string | null;
  hasSecondFactor: boolean;
  sample: boolean;
  passwordAt: string;
}

const COLUMNS = `person, password_hash as "passwordHash", must_change as "mustChange",
  totp_secret as "totpSecret"`;

/** `undefined` if the person has none. */
export async function findAccount(
  client: Queryable,
  person: string,
): Promise<AccountRow | undefined> {
  const { rows } = await client.query<AccountRow>(
    `select ${COLUMNS} from account where person = $1`,
    [person],
  );
  return rows[0];
}

/** Every account, by person. */
export async function listAccounts(client: Queryable): Promise<AccountState[]> {
  const { rows } = await client.query<AccountState>(
    `select person, must_change as "mustChange", sample, password_at as "passwordAt",
       totp_secret is not null as "hasSecondFactor",
       case when locked_until > clock_timestamp() then locked_until end as "lockedUntil"
     from account order by person`,
  );
  return rows;
}

/** Makes an account; false if the person has one already, which stays as it is. */
export async function addAccount(
  client: Queryable,
  account: Pick<AccountRow, 'person' | 'passwordHash' | 'mustChange'> & { sample: boolean },
): Promise<boolean> {
  const { person, passwordHash, mustChange, sample } = account;
  const { rowCount } = await client.query(
    `insert into account (person, password_hash, must_change, sample) values ($1, $2, $3, $4)
     on conflict (person) do nothing`,
    [person, passwordHash, mustChange, sample],
  );
  return rowCount === 1;
}

/** Sets a password, which also unlocks; false if there is no such account. */
export async function setPassword(
  client: Queryable,
  { person, passwordHash, mustChange }: Omit<AccountRow, 'totpSecret'>,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update account set password_hash = $2, must_change = $3, failures = 0, locked_until = null,
       sample = false, password_at = clock_timestamp() where person = $1`,
    [person, passwordHash, mustChange],
  );
  return rowCount === 1;
}

/**
 * Counts an attempt as failed before it is tried, so that attempts at the same time can't exceed the
 * limit; the attempt that reaches it locks. False while the account is locked, or if there is none.
 */
export async function claimAttempt(client: Queryable, person: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `update account set
       failures = case when locked_until is null then failures else 0 end + 1,
       locked_until = case when case when locked_until is null then failures else 0 end + 1 >= $2
         then clock_timestamp() + make_interval(mins => $3) end
     where person = $1 and (locked_until is null or locked_until <= clock_timestamp())`,
    [person, LOCK_AFTER, LOCK_MINUTES],
  );
  return rowCount === 1;
}

/** Takes one claimed attempt back: it was right, and something else is still asked. */
export async function returnAttempt(client: Queryable, person: string): Promise<void> {
  await client.query(
    'update account set failures = greatest(failures - 1, 0), locked_until = null where person = $1',
    [person],
  );
}

/** Forgets wrong attempts and ends a lock; false if there is no such account. */
export async function unlockAccount(client: Queryable, person: string): Promise<boolean> {
  const { rowCount } = await client.query(
    'update account set failures = 0, locked_until = null where person = $1',
    [person],
  );
  return rowCount === 1;
}

/** Sets the second factor, or takes it away with null; false if there is no such account. */
export async function setTotp(
  client: Queryable,
  person: string,
  secret: string | null,
): Promise<boolean> {
  const { rowCount } = await client.query(
    'update account set totp_secret = $2, totp_step = null where person = $1',
    [person, secret],
  );
  return rowCount === 1;
}

/** Marks the code of a step as used; false if it or a later one was. */
export async function useTotpStep(
  client: Queryable,
  person: string,
  step: number,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update account set totp_step = $2
     where person = $1 and (totp_step is null or totp_step < $2)`,
    [person, step],
  );
  return rowCount === 1;
}
