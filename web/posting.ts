import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { FRAME_WORDS } from './frame-words.ts';
import { useWords } from './words.ts';

interface Posting<T, V> {
  send: (given: V) => Promise<T>;
  /** What the reader is told when it is done; where it is empty: that it is. */
  told?: (answer: T) => string;
  /** Whether what is read under a first part of a key is read anew afterwards. */
  touches: (kind: unknown) => boolean;
}

/** Posts what a person does and reads anew what it may touch; a refusal is shown with its way out. */
export function usePosting<T, V>({ send, told, touches }: Posting<T, V>) {
  const { say } = useWords(FRAME_WORDS);
  const { message } = App.useApp();
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: async (answer) => {
      void message.success(told?.(answer) || say('done'));
      await client.invalidateQueries({ predicate: ({ queryKey: [kind] }) => touches(kind) });
    },
    onError: (error) => {
      void message.error(error.message, REFUSAL_SECONDS);
    },
  });
}

// A refusal has to be read.
const REFUSAL_SECONDS = 8;
