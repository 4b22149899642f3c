import type { PlayedAnswer } from '../gateway/played-answers.ts';
import { EVENT_NOTES } from '../schemas/event-data.ts';
import { EVENT_DATA, TYPE_PREFIX } from '../schemas/event.ts';

/** What `npm start` prints of an answer of a played authority. */
export function answerLine({ event }: PlayedAnswer): string {
  const type = String(event['type']).slice(TYPE_PREFIX.length);
  const schema = Object.entries(EVENT_DATA).find(([known]) => known === type)?.[1];
  const note = schema && EVENT_NOTES.get(schema);
  return `  » ${note ? `${note.zh} ${note.en}` : type}: ${String(event['subject'])}`;
}
