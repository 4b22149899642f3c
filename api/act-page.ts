import { createHash } from 'node:crypto';
import { escaped, LANG } from '../domain/alert/message-html.ts';
import type { ShownColour } from '../domain/colour-meaning.ts';
import type { Language } from '../domain/texts.ts';

/** What stands on the page behind a message's button. */
export interface ActPage {
  language: Language;
  title: string;
  /** Of the alert; never shown by ink alone. */
  shown?: ShownColour;
  lines: readonly string[];
  /** What became of it, or why there is nothing to press. */
  note?: string;
  /** The first is the one button; the others acknowledge with a cause as well. */
  buttons: readonly { label: string; cause?: string }[];
}

/** A page with the headers that go with it. */
export interface Page {
  html: string;
  headers: Record<string, string>;
}

/** The page as HTML: no script, nothing from elsewhere, and it can be framed nowhere. */
export function actPage({ language, title, shown, lines, note, buttons }: ActPage): Page {
  const style = styleOf(shown);
  const html = [
    '<!doctype html>',
    `<html lang="${LANG[language]}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title><style>${style}</style></head>`,
    `<body><main><h1>${shown ? `<span aria-hidden="true">${shown.glyph}</span> ` : ''}${escaped(title)}</h1>`,
    ...lines.map((line) => `<p>${escaped(line)}</p>`),
    ...(note === undefined ? [] : [`<p role="status"><strong>${escaped(note)}</strong></p>`]),
    ...(buttons.length > 0 ? [formOf(buttons)] : []),
    '</main></body></html>',
  ].join('\n');
  return { html, headers: headersOf(style) };
}

// The form posts to the address of the page itself, so that the token stands nowhere else.
function formOf(buttons: ActPage['buttons']): string {
  const pressed = buttons.map(({ label, cause = '' }) => {
    const kind = cause === '' ? 'main' : 'more';
    return `<button class="${kind}" name="cause" value="${escaped(cause)}">${escaped(label)}</button>`;
  });
  return `<form method="post">${pressed.join('\n')}</form>`;
}

const INK = /^#[0-9a-f]{6}$/i;

function styleOf(shown: ShownColour | undefined): string {
  const ink = shown && INK.test(shown.hex) ? shown.hex : '#555555';
  return [
    'body{font-family:sans-serif;line-height:1.6;color:#111;margin:0}',
    `main{max-width:40em;margin:1em auto;padding:0 1em;border-left:8px solid ${ink}}`,
    `h1{font-size:1.2em}h1 span{color:${ink}}`,
    'button{display:block;width:100%;margin:.6em 0;padding:.9em;font-size:1em}',
    '.main{background:#111;color:#fff;border:0}',
    '.more{background:#fff;color:#111;border:1px solid #111}',
  ].join('');
}

function headersOf(style: string): Record<string, string> {
  const hash = createHash('sha256').update(style).digest('base64');
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    // The address holds the token. With `no-referrer` browsers would post with `Origin: null`.
    'referrer-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'x-robots-tag': 'noindex',
  };
}
