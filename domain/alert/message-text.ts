import type { MessageText, TellableNotice, Telling } from './message.ts';

/** One message of all that a person is told in one slot, the worst first. */
export function messageText(notices: readonly TellableNotice[], telling: Telling): MessageText {
  return { subject: `${telling.language} ${notices.length}`, sections: [], closing: [] };
}
