import type { Right, Scope } from '../../domain/rights.ts';
import type { Identity } from '../identity.ts';

/** Who the caller is, and what a page needs to act for them. */
export interface MeAnswer {
  /** False: nobody signs in here, and every act names its actor. */
  signIn: boolean;
  identity: Identity | null;
  /** How far each right reaches that this person has; null where nobody signs in. */
  rights: Partial<Record<Right, Scope>> | null;
  /** For the header `kaigong-csrf` of every act of a session. */
  csrf: string | null;
  /** How far the park's clock is ahead of the real one. */
  clockOffsetMs: number;
  /** Whether accounts are kept here: the issuer is the park's own. */
  ownAccounts: boolean;
}

/** Where the page goes after signing out. */
export interface LoggedOut {
  next: string;
}
