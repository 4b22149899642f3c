import { readdirSync } from 'node:fs';
import type { Catalogue } from '../../schemas/definitions.ts';
import { altered, loadWith } from './altered-definitions.ts';

const LIFECYCLES = new URL('../../definitions/lifecycles/', import.meta.url);

/** The shipped definitions with projects that have no approvals, for tests that look at projects alone. */
export function withoutApprovals(): Catalogue {
  const files = readdirSync(LIFECYCLES).map((name) => {
    const text = altered(`lifecycles/${name}`, (lifecycle) => {
      delete lifecycle.approval;
      // The processes bring the shipped version along, which stays out of force until a recheck.
      lifecycle.version = '2026.0';
    });
    return [`lifecycles/${name}`, text] as const;
  });
  return loadWith(Object.fromEntries(files));
}
