import { sep } from 'node:path';
import Sequencer from '@jest/test-sequencer';

// Where most of the time goes, by a run on an idle machine; a name that is gone does no harm.
const LONGEST = [
  'e2e/pages.test.ts',
  'fault/approvals.test.ts',
  'fault/gateway-temporal.test.ts',
  'integration/bench/engine.test.ts',
  'e2e/sample-park.test.ts',
  'e2e/start.test.ts',
  'e2e/build.test.ts',
  'fault/restore.test.ts',
  'fault/seeded-faults.test.ts',
  'integration/workflow/told-people.test.ts',
  'fault/gateway-killed.test.ts',
  'integration/api/openapi.test.ts',
  'fault/alerts.test.ts',
  'fault/worker-killed.test.ts',
  'unit/domain/alert/alert-year.test.ts',
];
const KINDS = ['fault', 'e2e', 'integration'];

/** The longest files first, so that no core is left with one at the end: a new machine has no times of an earlier run. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((a, b) => rankOf(a) - rankOf(b));
  }
}

function rankOf({ path }) {
  const parts = path.split(sep);
  const name = parts.slice(parts.lastIndexOf('test') + 1);
  const place = LONGEST.indexOf(name.join('/'));
  if (place >= 0) return place;
  const kind = KINDS.indexOf(name[0]);
  return LONGEST.length + (kind >= 0 ? kind : KINDS.length);
}
