import { newCommandId } from './act.ts';
import { post } from './client.ts';
import { usePosting } from './posting.ts';
import { useMe } from './session-context.ts';

/** Something that a person does with what the engine could not take by itself. */
interface Mending {
  path: string;
  body: Record<string, unknown>;
}

/** An act of repair, which counts once under its id and names its actor where nobody signs in. */
export function useRepairAct(): (body: Record<string, unknown>) => Record<string, unknown> {
  const { actor } = useMe();
  return (body) => ({ commandId: newCommandId(), ...(actor && { actor }), ...body });
}

/** Does it and reads the park anew. */
export const useMend = <T>(told: (answer: T) => string) =>
  usePosting({
    send: ({ path, body }: Mending) => post<T>(path, body),
    told,
    touches: (kind) => kind === 'park',
  });
