import type { Envelope } from './channel.ts';

const bytesOf = (text: string): number => Buffer.byteLength(text);

/** The text within so many UTF-8 bytes: cut after a whole line where one fits, ended by `…` and the link. */
export function fitText(text: string, maxBytes: number, link?: string): string {
  if (bytesOf(text) <= maxBytes) return text;
  const tail = link !== undefined && bytesOf(link) + 8 < maxBytes ? `…\n${link}` : '…';
  const room = maxBytes - bytesOf(tail);
  const lines = wholeLines(text, room);
  return `${lines === '' ? wholeCharacters(text, room) : lines}${tail}`;
}

/** A JSON body within so many bytes as it goes over the wire, escapes counted: its text is cut until it fits. */
export function fitBody(
  body: (text: string) => object,
  { text, link, maxBytes }: { text: string; link?: string | undefined; maxBytes: number },
): string {
  for (let room = maxBytes; ;) {
    const json = JSON.stringify(body(fitText(text, room, link)));
    const over = bytesOf(json) - maxBytes;
    if (over <= 0) return json;
    // Half of it: what goes may take two bytes each as JSON.
    room -= Math.ceil(over / 2);
  }
}

/** The plain text of a message under its subject, for channels without a field for it. */
export function textWithSubject({ subject, text }: Envelope): string {
  return text.startsWith(subject) ? text : `${subject}\n${text}`;
}

function wholeLines(text: string, room: number): string {
  const cut = Buffer.from(text).subarray(0, Math.max(0, room)).lastIndexOf('\n');
  return cut < 0
    ? ''
    : Buffer.from(text)
        .subarray(0, cut + 1)
        .toString();
}

function wholeCharacters(text: string, room: number): string {
  let kept = '';
  let left = room;
  for (const character of text) {
    left -= bytesOf(character);
    if (left < 0) break;
    kept += character;
  }
  return kept;
}
