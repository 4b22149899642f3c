import { useMe } from '../../session-context.ts';

/** Whether an act is offered to the reader: what the answer names, or any where nobody signs in. */
export function useOffered(actions: readonly string[]): (act: string) => boolean {
  const { me } = useMe();
  return (act) => !me.signIn || actions.includes(act);
}
