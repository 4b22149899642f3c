import type { Assessment } from '../domain/assessment.ts';
import { projectNews, toldProject } from '../domain/news.ts';
import type { ProjectChange } from '../domain/project-change.ts';
import type { Told } from '../readmodel/told-projects.ts';
import type { NewsCause } from '../schemas/project-events.ts';
import type { News } from './story.ts';
import { causeOf, rulesOf } from './story.ts';

/** Changes that other systems are told with one cause. */
export interface Telling {
  cause: NewsCause;
  /** In one event: nobody is told news about the past, or about changed rules, line by line. */
  atOnce: boolean;
  /** What is not among `changes` is not so: whatever was told before is void. */
  whole: boolean;
  changes: ProjectChange[];
}

interface Heard extends News {
  before: Assessment | undefined;
  /** What held by new rules before the news, when both came together. */
  ruled: Assessment | undefined;
  after: Assessment;
}

/**
 * What other systems must be told after a settle, compared with what they were told and not with the
 * snapshot: so nothing is lost or told twice where that was emptied or made anew meanwhile.
 */
export function tellingsOf(told: Told | undefined, heard: Heard): Telling[] {
  const { before, ruled, after } = heard;
  const state = told?.state ?? undefined;
  // It is not known what they know; or a version assessed the project that told nobody.
  if (!state && (told || before)) {
    return [{ ...telling('REBUILD', projectNews(undefined, after)), whole: true }];
  }
  const since = ruled ? toldProject(ruled) : state;
  const tellings = [
    telling('RULES_CHANGED', ruled ? projectNews(state, ruled) : []),
    telling(newsCause(told, heard), projectNews(since, after)),
  ];
  return tellings.filter(({ changes }) => changes.length > 0);
}

const AT_ONCE: readonly NewsCause[] = ['RULES_CHANGED', 'BACKFILL', 'REBUILD'];

const telling = (cause: NewsCause, changes: ProjectChange[]): Telling => ({
  cause,
  atOnce: AT_ONCE.includes(cause),
  whole: false,
  changes,
});

function newsCause(told: Told | undefined, heard: Heard): NewsCause {
  const { before, ruled, after, taken, accepted } = heard;
  // Rules that a rebuild took up, of which nobody has been told.
  if (told && !ruled && told.rules !== rulesOf(after)) return 'RULES_CHANGED';
  const cause = causeOf(ruled ?? before, after, heard);
  // History that waited for its project is no news either because that is registered now.
  const facts = [...taken, ...accepted.filter(({ type }) => type !== 'command.register.v1')];
  const isHistory = facts.length > 0 && facts.every(({ backfill }) => backfill === true);
  return isHistory ? 'BACKFILL' : cause;
}
