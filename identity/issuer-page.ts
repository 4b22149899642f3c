import { createHash } from 'node:crypto';
import { escaped, LANG } from '../domain/alert/message-html.ts';
import type { Language } from '../domain/texts.ts';

/** A page of the issuer as HTML: no script, nothing from elsewhere. */
export function issuerPage(
  { language, title, fault }: { language: Language; title: string; fault?: string | undefined },
  body: readonly string[],
): string {
  return [
    '<!doctype html>',
    `<html lang="${LANG[language]}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title><style>${STYLE}</style></head>`,
    `<body><main><h1>${escaped(title)}</h1>`,
    ...(fault === undefined ? [] : [`<p role="alert"><strong>${escaped(fault)}</strong></p>`]),
    ...body,
    '</main></body></html>',
  ].join('\n');
}

/** Headers of every such page; browsers follow a form's answer to `formTargets` alone. */
export const pageHeaders = (formTargets: readonly string[]): Record<string, string> => ({
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${STYLE_HASH}'`,
    `form-action ${["'self'", ...formTargets].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
  'cache-control': 'no-store',
});

const STYLE = [
  'body{font-family:sans-serif;line-height:1.6;color:#111;margin:0;background:#f4f5f7}',
  'main{max-width:24em;margin:3em auto;padding:1.5em 2em;background:#fff;border:1px solid #ccc}',
  'h1{font-size:1.3em;margin-top:0}',
  'label{display:block;margin:.8em 0}',
  'input:not([type=checkbox]){display:block;width:100%;box-sizing:border-box;padding:.6em;font-size:1em}',
  'button{display:block;width:100%;margin-top:1em;padding:.8em;font-size:1em;background:#111;color:#fff;border:0}',
  'svg{display:block;width:14em;height:14em;margin:1em auto}',
  'code{word-break:break-all}',
].join('');
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
