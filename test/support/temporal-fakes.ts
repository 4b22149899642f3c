import { Context } from '@temporalio/activity';
import type { AlertProgress } from '../../settlement/walk-alert.ts';
import type { MailboxWork } from '../../settlement/gather-message.ts';
import type { Decision } from '../../settlement/decision.ts';
import type { Activities } from '../../workers/temporal-worker.ts';
import { aDecision } from './temporal-shell.ts';

/** One call of the shell, as `settle 3`, `settle 3 (again)` for the regular one, `reconcile 4`, `record`. */
type Call = string;

export interface FakeActivities extends Activities {
  /** In order, over all subjects. */
  calls: Call[];
}

type Answer = Partial<Decision> | Error | (() => Promise<Partial<Decision>>);

/** Activities that answer from a script; the last answer holds for all further calls. */
export function scripted(
  answers: Answer[],
  standings: AlertProgress[] = [],
  mails: MailboxWork[] = [],
): FakeActivities {
  const calls: Call[] = [];
  const next = <T>(script: T[]): T | undefined => (script.length > 1 ? script.shift() : script[0]);
  return {
    calls,
    async settle(subject, carried) {
      calls.push(`settle ${carried}${Context.current().info.isLocal ? '' : ' (again)'}`);
      const answer = next(answers);
      if (answer instanceof Error) throw answer;
      return aDecision({ subject, ...(typeof answer === 'function' ? await answer() : answer) });
    },
    reconcile(_subject, revision) {
      calls.push(`reconcile ${revision}`);
      return Promise.resolve();
    },
    deleteOutdated() {
      calls.push('deleteOutdated');
      return Promise.resolve({
        ...{ eventTexts: 3, outboxRows: 2, timelineLines: 1 },
        ...{ confirmedWorkbooks: 0, stagedWorkbooks: 0 },
        ...{ deadLetters: 0, recheckItems: 0, linkTokens: 0, notices: 0, messages: 0 },
      });
    },
    noteSilentSources() {
      calls.push('noteSilentSources');
      return Promise.resolve();
    },
    gatherMessage() {
      calls.push('gather');
      return Promise.resolve(next(mails) ?? { messages: [] });
    },
    sendMessage(id) {
      calls.push(`send ${id}`);
      return Promise.resolve();
    },
    keepMail() {
      calls.push('keepMail');
      return Promise.resolve();
    },
    recordAlert() {
      calls.push('record');
      return Promise.resolve(next(standings) ?? { open: false, severity: 'yellow' });
    },
  };
}

/** A point at which a fake waits until the test lets it go on. */
export function gate() {
  let open: () => void = () => undefined;
  let arrive: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  return {
    /** Resolves once somebody waits here. */
    arrived,
    open: () => {
      open();
    },
    pass: () => {
      arrive();
      return opened;
    },
  };
}
