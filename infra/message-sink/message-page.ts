import type { ReceivedMessage } from './received.ts';

const SHOWN = 200;

/** All that came, newest first, as a page for a browser; addresses in it can be followed. */
export function messagePage(messages: readonly ReceivedMessage[]): string {
  const articles = messages.slice(-SHOWN).reverse().map(article).join('\n');
  return `<!doctype html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>收到的消息 messages received</title>
<style>
body { font-family: sans-serif; max-width: 50rem; margin: 1rem auto; padding: 0 1rem; }
article { border-top: 1px solid #999; padding: 0.5rem 0; }
h2 { font-size: 1rem; margin: 0.25rem 0; }
p { color: #555; margin: 0; font-size: 0.85rem; }
pre { white-space: pre-wrap; font-family: inherit; margin: 0.5rem 0; }
</style>
</head>
<body>
<h1>收到的消息 messages received (${messages.length})</h1>
${articles === '' ? '<p>还没有 none yet</p>' : articles}
</body>
</html>
`;
}

function article({ number, at, channel, to, subject, text }: ReceivedMessage): string {
  const heading = subject === undefined ? '' : `\n<h2>${escaped(subject)}</h2>`;
  return `<article>
<p>${number} · ${escaped(channel)} → ${escaped(to)} · ${escaped(at)}</p>${heading}
<pre>${linked(escaped(text))}</pre>
</article>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** What is escaped already holds no quote that could end the attribute. */
function linked(html: string): string {
  return html.replace(/https?:\/\/[^\s<>()\]]+/g, (url) => `<a href="${url}">${url}</a>`);
}
