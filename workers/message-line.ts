import type { ReceivedMessage } from '../infra/message-sink/received.ts';

/** A message that somebody was sent, in one line for the terminal. */
export function messageLine({ channel, to, subject, text }: ReceivedMessage): string {
  const [first = ''] = (subject ?? text).split('\n');
  return `  ✉ ${channel} → ${to}  ${first.replaceAll('**', '')}`;
}
