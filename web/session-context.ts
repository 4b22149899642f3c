import { createContext, useContext } from 'react';
import type { Session } from './session.ts';

/** Whoever looks at the page, for all that is below the frame. */
export const SessionContext = createContext<Session | null>(null);

/** Whoever looks at the page. */
export function useMe(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('Below the frame somebody is always known');
  return session;
}
