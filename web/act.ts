import type { ApprovalCommandAnswer } from '../api/approval-responses.ts';
import type { CommandAnswer } from '../api/responses.ts';
import { post } from './client.ts';
import { usePosting } from './posting.ts';
import { approvalPath, projectPath } from './paths.ts';
import { useMe } from './session-context.ts';

/** A command as the API takes it, without its id and actor. */
export type Act = Record<string, unknown> & { type: string };

/** Gives a project a command. */
export const useAct = (code: string) => useCommands<CommandAnswer>(`${projectPath(code)}/commands`);

/** Gives one round of a project's approval a command. */
export const useApprovalAct = (code: string, round: number) =>
  useCommands<ApprovalCommandAnswer>(`${approvalPath(code, round)}/commands`);

/** Posts a command. A try that got no answer is repeated under its own id, so that it counts once. */
function useCommands<T>(path: string) {
  const { actor } = useMe();
  return usePosting({
    send: ({ commandId, ...act }: Act & { commandId: string }) =>
      post<T>(path, { ...act, commandId, ...(actor && { actor }) }),
    touches: (kind) => kind !== 'me',
  });
}

/** An id for a command: the same while one form is open. Works also where the page is not on https. */
export const newCommandId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
