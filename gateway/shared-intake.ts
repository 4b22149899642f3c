import type { RawMessage } from './event-source.ts';

interface Waiting {
  messages: readonly RawMessage[];
  resolve: () => void;
  reject: (error: unknown) => void;
}

// Keeps a transaction well below the time limit of a statement.
const AT_ONCE = 2_000;

/**
 * Stores what several partitions hand over at the same time in one go, so that they wait for the disk
 * once and not each for itself; one store at a time. Resolves, or rejects, for all who share a store
 * as that does; each partition's messages stay together and in their order.
 */
export function createSharedIntake(
  store: (messages: RawMessage[]) => Promise<void>,
): (messages: readonly RawMessage[]) => Promise<void> {
  const queue: Waiting[] = [];
  let storing: Promise<void> | undefined;

  async function storeAll(): Promise<void> {
    // The other partitions of the same fetch hand over theirs in this turn of the event loop.
    await new Promise(setImmediate);
    for (let group = takeSome(queue); group.length > 0; group = takeSome(queue)) {
      try {
        await store(group.flatMap(({ messages }) => messages));
        for (const { resolve } of group) resolve();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    storing = undefined;
  }

  return (messages) =>
    new Promise((resolve, reject) => {
      queue.push({ messages, resolve, reject });
      storing ??= storeAll();
    });
}

function takeSome(queue: Waiting[]): Waiting[] {
  let count = 0;
  const end = queue.findIndex(({ messages }, index) => {
    count += messages.length;
    return index > 0 && count > AT_ONCE;
  });
  return queue.splice(0, end === -1 ? queue.length : end);
}
