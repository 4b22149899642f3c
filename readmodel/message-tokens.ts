import { createHash, randomBytes } from 'node:crypto';
import type { Instant } from '../domain/time.ts';
import type { Queryable } from './pool.ts';

/** What a token lets its holder do: one step of one alert, as that person. */
export interface TokenSubject {
  person: string;
  alertId: string;
  stepId: string;
}

/** A token as it stands; `used` of any token of its person, alert and step. */
export interface TokenStanding extends TokenSubject {
  state: 'valid' | 'used' | 'expired';
  usedAt: Instant | null;
}

const TOKEN_BYTES = 24;

/** Makes a token and keeps only its hash; it can be read nowhere afterwards. */
export async function issueToken(
  client: Queryable,
  { person, alertId, stepId }: TokenSubject,
  hours: number,
): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  await client.query(
    `insert into message_token (hash, person, alert_id, step_id, expires_at)
     values ($1, $2, $3, $4, clock_timestamp() + make_interval(secs => $5))`,
    [hashOf(token), person, alertId, stepId, hours * 3600],
  );
  return token;
}

/** How a token stands; `undefined` of one that was never issued or is long outdated. */
export async function readToken(
  client: Queryable,
  token: string,
): Promise<TokenStanding | undefined> {
  const { rows } = await client.query<TokenStanding>(
    `select t.person, t.alert_id as "alertId", t.step_id as "stepId", u.used_at as "usedAt",
       case when u.used_at is not null then 'used'
            when t.expires_at < clock_timestamp() then 'expired' else 'valid' end as state
     from message_token t
     left join lateral (
       select min(used_at) as used_at from message_token o
       where (o.person, o.alert_id, o.step_id) = (t.person, t.alert_id, t.step_id)
     ) u on true
     where t.hash = $1`,
    [hashOf(token)],
  );
  return rows[0];
}

/** Marks a token as used: the first use of its person, alert and step ends all of that step. */
export async function markTokenUsed(client: Queryable, token: string): Promise<void> {
  await client.query(
    `update message_token set used_at = clock_timestamp() where hash = $1 and used_at is null`,
    [hashOf(token)],
  );
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
