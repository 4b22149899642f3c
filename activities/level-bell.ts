import type { Client } from '@temporalio/client';
import type { LevelToTell } from '../readmodel/levels.ts';
import { approvalSubject } from '../readmodel/subject-id.ts';
import { alertId, summaryOf } from '../workflows/messages.ts';
import { ringWorkflow } from './ring-workflow.ts';

/** Which of the things that should exist beside a project. */
export type LevelName = Pick<LevelToTell, 'projectCode' | 'levelId' | 'kind'>;

/** All that reconcile needs of Temporal. */
export interface LevelBell {
  /** Tells a workflow that something is wanted of it; resolves once Temporal keeps that. Starts it if need be. */
  ring(level: LevelName): Promise<void>;
}

/** The bell of a client of Temporal; a ring that gets no answer within 5 s throws. */
export function createLevelBell(client: Client): LevelBell {
  return {
    async ring(level) {
      await ringWorkflow(client, level.kind, NAMES[level.kind](level));
    },
  };
}

// The kind of a level is the type of the workflow that carries it out.
const NAMES: Record<LevelName['kind'], (level: LevelName) => { id: string; summary: string }> = {
  alert: ({ projectCode, levelId }) => ({
    id: alertId(projectCode, levelId),
    summary: `Alert of project ${projectCode}: ${levelId}`,
  }),
  approval: ({ projectCode, levelId }) => {
    const id = approvalSubject(projectCode, roundOf(levelId));
    return { id, summary: summaryOf(id) };
  },
};

// `approval/<round>`
function roundOf(levelId: string): number {
  const round = Number(levelId.slice(levelId.indexOf('/') + 1));
  if (Number.isInteger(round) && round >= 1) return round;
  throw new Error(`${levelId} names no round of an approval`);
}
