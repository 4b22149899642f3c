import { useMe } from './session-context.ts';

/** Whether an act is offered to the reader: what the answer names, or any where nobody signs in. */
export function useOffered(actions: readonly string[]): (act: string) => boolean {
  const { me } = useMe();
  return (act) => !me.signIn || actions.includes(act);
}

/** Whether the reader may instruct in their own name; so may whoever is nobody in particular. */
export function useIsLeader(): boolean {
  const { me } = useMe();
  return me.identity?.roles.some((role) => LEADERS.includes(role)) ?? true;
}

/** The offices in whose name is instructed. */
export const LEADERS: readonly string[] = ['divisionLeader', 'mainLeader'];
