import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { MeAnswer } from '../api/auth/me-answer.ts';
import type { Right } from '../domain/rights.ts';
import { get, setCsrf, signIn } from './client.ts';
import { keptLanguage, speak } from './words.ts';

/** Whoever looks at the page. */
export interface Session {
  me: MeAnswer;
  /** Whether something is offered to this person at all; the API decides. */
  may: (right: Right) => boolean;
  /** Sent with commands where nobody signs in; else the API knows. */
  actor: { id: string; role: string } | undefined;
}

/** Who looks at the page, null until it is known; leads to sign-in where it is nobody. */
export function useSession(): { session: Session | null; error: Error | null } {
  const { data: me, error } = useQuery({ queryKey: ['me'], queryFn: () => get<MeAnswer>('/me') });
  // Before anything below acts, so not in an effect.
  setCsrf(me?.csrf ?? null);
  const isNobody = me !== undefined && me.signIn && me.identity === null;
  const ownLanguage = me?.identity?.language;
  useEffect(() => {
    if (isNobody) signIn();
    else if (ownLanguage !== undefined && keptLanguage() === null) speak(ownLanguage);
  }, [isNobody, ownLanguage]);
  if (me === undefined || isNobody) return { session: null, error };
  const may = (right: Right): boolean => !me.signIn || (me.rights?.[right] ?? '-') !== '-';
  return { session: { me, may, actor: me.signIn ? undefined : LOCAL }, error: null };
}

// Without sign-in the machine is one person's own, who may do what a leader may.
const LOCAL = { id: 'local', role: 'divisionLeader' };
