import type { FastifyBaseLogger } from 'fastify';
import type { Pool } from 'pg';
import type { AccountDesk } from '../identity/account-desk.ts';
import type { ReadWorkbook } from '../schemas/workbook/sheet.ts';
import type { Rulebook } from '../settlement/catalogue.ts';
import type { Settler } from '../settlement/settle.ts';
import type { SignInSettings } from './auth/sign-in-settings.ts';

/** What the API is built from. */
export interface ApiDeps {
  pool: Pool;
  settler: Settler;
  rules: Rulebook;
  /** How far the park's clock is ahead of the real one. */
  clockOffsetMs: number;
  /** Origin under which the pages behind messages are served besides loopback. */
  linkBase?: string;
  /** Where the built pages of the dashboard lie. */
  webDirectory?: string;
  /** Reads an uploaded workbook away from the main thread; says why, where it can't. */
  readWorkbook: (
    bytes: Uint8Array,
    sheet?: string,
  ) => Promise<{ workbook: ReadWorkbook } | { refused: string }>;
  log: FastifyBaseLogger;
  /** None: nobody signs in, and only loopback is served. */
  signIn?: SignInSettings;
  /** Where the park keeps its own accounts. */
  accounts?: AccountDesk;
  /** Has the mailboxes of these people look at once for what waits; nobody waits for it, and what is lost is found by upkeep. */
  ringMailboxes: (people: readonly string[]) => void;
  /** Throws when Temporal does not answer; shown by /readyz for information only. */
  askTemporal: () => Promise<void>;
}
