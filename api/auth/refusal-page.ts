import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { escaped, LANG } from '../../domain/alert/message-html.ts';
import type { Language } from '../../domain/texts.ts';

/** Why somebody who came back from the issuer stays outside. */
export type SignInRefusal = 'unknown' | 'inactive' | 'broken' | 'away' | 'signedOut';

/** Shows a page that says so and offers the way on; `about` is shown where it helps to be told. */
export function sendRefusal(
  reply: FastifyReply,
  { why, language, about = '' }: { why: SignInRefusal; language: Language; about?: string },
) {
  const { title, line } = WORDS[language][why];
  const html = [
    '<!doctype html>',
    `<html lang="${LANG[language]}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title><style>${STYLE}</style></head>`,
    `<body><main><h1>${escaped(title)}</h1><p>${escaped(line)}</p>`,
    ...(about === '' ? [] : [`<p><code>${escaped(about)}</code></p>`]),
    `<p><a href="/auth/login?lang=${language}">${escaped(WORDS[language].again)}</a></p>`,
    '</main></body></html>',
  ].join('\n');
  return reply.code(STATUS[why]).headers(HEADERS).send(html);
}

const STATUS: Record<SignInRefusal, number> = {
  unknown: 403,
  inactive: 403,
  broken: 400,
  away: 503,
  signedOut: 200,
};

type Texts = Record<SignInRefusal, { title: string; line: string }> & { again: string };

const WORDS: Record<Language, Texts> = {
  zh: {
    again: '重新登录',
    unknown: { title: '不能进入', line: '您已登录，但不在园区人员名单中。请联系管理员添加账号：' },
    inactive: { title: '不能进入', line: '您在园区人员名单中已停用。请联系管理员：' },
    broken: { title: '登录没有完成', line: '登录已过期、被取消，或在另一浏览器中开始。' },
    away: { title: '暂时不能登录', line: '身份服务没有应答，请稍后再试。' },
    signedOut: { title: '已退出登录', line: '您已退出开工。' },
  },
  en: {
    again: 'Sign in',
    unknown: {
      title: 'You can not come in',
      line: 'You have signed in, but are not in the list of people. Ask an administrator to add:',
    },
    inactive: {
      title: 'You can not come in',
      line: 'You are marked as inactive in the list of people. Ask an administrator about:',
    },
    broken: {
      title: 'Sign-in was not completed',
      line: 'It took too long, was broken off, or began in another browser.',
    },
    away: { title: 'Nobody can sign in now', line: 'The issuer does not answer: try again soon.' },
    signedOut: { title: 'Signed out', line: 'You have signed out of Kaigong.' },
  },
};

const STYLE =
  'body{font-family:sans-serif;line-height:1.6;color:#111}main{max-width:32em;margin:3em auto;padding:0 1em}';
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
};
