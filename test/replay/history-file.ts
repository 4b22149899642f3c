import { readdirSync, readFileSync } from 'node:fs';

/** One run of a workflow as a worker of that build really made it. */
export interface HistoryFile {
  /** Version of Kaigong, its commit, and the SDK. */
  build: string;
  scenario: string;
  /** Counts the runs of the chain from 1. */
  run: number;
  workflowId: string;
  /** As `historyToJSON` writes it. */
  history: { events: { eventType: string }[] };
}

export const HISTORIES = new URL('./histories/', import.meta.url);

/** All recorded runs, by file name. */
export function readHistories(): { file: string; recorded: HistoryFile }[] {
  return readdirSync(HISTORIES)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      // Written by record.ts, and by nothing else.
      const recorded = JSON.parse(readFileSync(new URL(file, HISTORIES), 'utf8')) as HistoryFile;
      return { file, recorded };
    });
}
