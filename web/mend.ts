import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { newCommandId } from './act.ts';
import { post } from './client.ts';
import { FRAME_WORDS } from './frame-words.ts';
import { useMe } from './session-context.ts';
import { useWords } from './words.ts';

/** Something that a person does with what the engine could not take by itself. */
export interface Mending {
  path: string;
  body: Record<string, unknown>;
}

/** An act of repair, which counts once under its id and names its actor where nobody signs in. */
export function useRepairAct(): (body: Record<string, unknown>) => Record<string, unknown> {
  const { actor } = useMe();
  return (body) => ({ commandId: newCommandId(), ...(actor && { actor }), ...body });
}

/** Does it and reads the park anew; a refusal is shown with its way out. */
export function useMend<T>(told: (answer: T) => string) {
  const { say } = useWords(FRAME_WORDS);
  const { message } = App.useApp();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body }: Mending) => post<T>(path, body),
    onSuccess: async (answer) => {
      void message.success(told(answer) || say('done'));
      await client.invalidateQueries({ predicate: ({ queryKey: [kind] }) => kind === 'park' });
    },
    onError: (error) => {
      void message.error(error.message, REFUSAL_SECONDS);
    },
  });
}

// A refusal has to be read.
const REFUSAL_SECONDS = 8;
