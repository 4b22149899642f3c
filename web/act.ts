import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import type { CommandAnswer } from '../api/responses.ts';
import { post } from './client.ts';
import { FRAME_WORDS } from './frame-words.ts';
import { useMe } from './session-context.ts';
import { useWords } from './words.ts';

/** A command as the API takes it, without its id and actor. */
export type Act = Record<string, unknown> & { type: string };

/**
 * Gives a project a command and reads the project and the park anew; a refusal is shown with its way
 * out. A try that got no answer is repeated under its own id, so that it counts once.
 */
export function useAct(code: string) {
  const { say } = useWords(FRAME_WORDS);
  const { actor } = useMe();
  const { message } = App.useApp();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ commandId, ...act }: Act & { commandId: string }) =>
      post<CommandAnswer>(`/projects/${encodeURIComponent(code)}/commands`, {
        ...act,
        commandId,
        ...(actor && { actor }),
      }),
    onSuccess: async () => {
      void message.success(say('done'));
      await client.invalidateQueries({ predicate: ({ queryKey: [kind] }) => kind !== 'me' });
    },
    onError: (error) => {
      void message.error(error.message, REFUSAL_SECONDS);
    },
  });
}

// A refusal has to be read.
const REFUSAL_SECONDS = 8;

/** An id for a command: the same while one form is open. Works also where the page is not on https. */
export const newCommandId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
