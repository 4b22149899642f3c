import type { AccountState } from '../readmodel/accounts.ts';

/** Accounts of the park's own issuer, without their passwords. */
export interface AccountsAnswer {
  items: AccountState[];
}

/** Accounts that were opened, each with the password for its first sign-in: it is told once. */
export interface AccountsOpened {
  opened: PasswordAnswer[];
}

/** A person's new initial password. */
export interface PasswordAnswer {
  person: string;
  password: string;
}

/** Whose account was changed. */
export interface AccountChanged {
  person: string;
}
