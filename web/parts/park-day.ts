import { useMe } from '../session-context.ts';
import { dayOf } from './moment.ts';

/** The park's day now, by its own clock. */
export function useParkDay(): string {
  const { me } = useMe();
  return dayOf(new Date(Date.now() + me.clockOffsetMs).toISOString());
}
