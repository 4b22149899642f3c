import type {
  AlertCase,
  AlertStep,
  CaseRecord,
  CaseState,
  Severity,
} from '../domain/alert/case.ts';
import type { Cause } from '../domain/alert/fact.ts';
import type { Caveat } from '../domain/caveat.ts';
import type { Label } from '../domain/definitions.ts';
import type { Instant } from '../domain/time.ts';
import type { ToldPerson } from '../readmodel/told-people.ts';

/** An alert: one cause for one project. Times in domain time. */
export interface AlertSummary {
  /** `alert/<project>/<object>/<signal kind>`, also the id of its workflow. */
  id: string;
  project: string;
  /** Not closed yet. */
  open: boolean;
  /** `toVerify` and `toApprove` are cleared by the facts and wait for people (待销号). */
  state: CaseState;
  /** The last it had, once cleared. */
  severity: Severity;
  /** Why its colour is shown hatched: 待核 or 正当理由. */
  caveat: Caveat | null;
  openedAt: Instant;
  clearedAt: Instant | null;
  /** Which time it came, from 1. */
  episode: number;
  reopenCount: number;
  /** 存量: true before its project went live, so no news to anybody. */
  stock: boolean;
  acknowledgedBy: string | null;
}

/** An alert with what became of it, in order. */
export interface AlertItem extends AlertSummary {
  records: {
    kind: CaseRecord['kind'];
    severity: Severity;
    at: Instant;
    by: string | null;
    detail: Record<string, string> | null;
  }[];
}

/** What an alert is about, as its id says. */
export interface AlertAbout {
  /** A milestone, an approval item, or `project`. */
  object: string;
  /** Kind of its signal: words are in `labels.terms.signal`. */
  kind: string;
  /** Name of the object; null where the definitions know none. */
  label: Label | null;
  /** Which of several of a kind, such as a document. */
  detail: string | null;
}

/** An alert of any project, for a list. */
export interface ListedAlert extends AlertSummary {
  about: AlertAbout;
  name: string | null;
}

/** Why an alert has its colour, in the language asked for. */
export interface AlertReason {
  /** The inequality with its numbers. */
  text: string;
  /** What would turn it. */
  flips: string[];
  /** Who should act, the likeliest first. */
  causes: Cause[];
}

/** All that is known of one alert, and what its ladder does next and when. */
export interface AlertDetail extends AlertItem {
  /** Null: raised before cases were kept. */
  standing: AlertCase | null;
  name: string | null;
  about: AlertAbout;
  /** Null once its signal is green or gone. */
  reason: AlertReason | null;
  /** Proposed for acknowledging it, the likeliest first, three at most. */
  causes: Cause[];
  /** Everybody who was given a notice about it, in order. */
  told: ToldPerson[];
  /** Done, in order. */
  done: (AlertStep & { doneAt: Instant })[];
  /** To come, unless the case moves on before. */
  toCome: AlertStep[];
  /** Commands about it that the caller may give now; none where nobody signs in. */
  actions: string[];
}
