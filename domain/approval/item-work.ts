import type { Day } from '../time.ts';
import { dayOf, laterOf } from '../time.ts';
import type { ItemDraft } from './item-draft.ts';
import type { AssessedItems } from './items.ts';
import { durationOf } from './limits.ts';
import type { ItemWork } from './schedule.ts';
import type { Traits } from './template.ts';

/** What is still to be done of each item that applies: how long it takes, since when it runs and when it is due. */
export function itemWork({ drafts }: AssessedItems, traits: Traits): Map<string, ItemWork> {
  const work = new Map<string, ItemWork>();
  for (const [id, draft] of drafts) {
    const { applies, done } = draft.item;
    if (applies === 'yes' && !done) work.set(id, workOf(draft, traits));
  }
  return work;
}

function workOf(draft: ItemDraft, traits: Traits): ItemWork {
  const { template, item, current, startedOn } = draft;
  const open = current?.ended ? undefined : current;
  const duration = durationOf(template, traits);
  const own = open?.promisedDays;
  const begun = startedOn ?? (open && beganOn(item, open.lastStepAt));
  const due = dueOf(draft);
  return {
    duration: own === undefined ? duration : { ...duration, n: own },
    ...(begun !== undefined && { startedOn: begun }),
    ...(due !== undefined && { due }),
  };
}

const beganOn = ({ submittedAt, acceptedAt }: ItemDraft['item'], lastStepAt: string): Day =>
  dayOf(submittedAt ?? acceptedAt ?? lastStepAt);

/** Of the whole as promised, else by law; of an opinion when the last department has to answer. */
function dueOf({ template, item }: ItemDraft): Day | undefined {
  const clock =
    item.clocks.find(({ kind, step, endedOn }) => kind === 'promised' && !step && !endedOn) ??
    item.clocks.find(({ kind, endedOn }) => kind === 'statutory' && !endedOn);
  if (template.kind !== 'opinion') return clock?.due;
  const dues = item.departments.flatMap(({ state, deemedOn, due }) =>
    state === 'asked' ? (deemedOn ?? due ?? []) : [],
  );
  return dues.length === 0 ? clock?.due : dues.reduce(laterOf);
}
