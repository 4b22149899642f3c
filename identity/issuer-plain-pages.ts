import { escaped } from '../domain/alert/message-html.ts';
import type { Language } from '../domain/texts.ts';
import { issuerPage, pageHeaders } from './issuer-page.ts';
import { ISSUER_WORDS } from './issuer-words.ts';

/** As much of the library's context as a page needs. */
interface PageContext {
  type: string;
  body: unknown;
  query: NodeJS.Dict<string | string[]>;
  set: (headers: Record<string, string>) => void;
}

/** Asks whether to sign out here too; `form` is the library's own, with what keeps others from sending it. */
export function logoutPage(ctx: PageContext, appBase: string, form: string): void {
  const language = languageOf(ctx);
  const { signOut, signOutAsk } = ISSUER_WORDS[language];
  show(ctx, appBase, signOut, [
    `<p>${escaped(signOutAsk)}</p>`,
    form,
    `<button type="submit" form="op.logoutForm" value="yes" name="logout">${escaped(signOut)}</button>`,
  ]);
}

/** Says that one is signed out, where there is no page to go back to. */
export function signedOutPage(ctx: PageContext, appBase: string): void {
  const words = ISSUER_WORDS[languageOf(ctx)];
  show(ctx, appBase, words.signOut, [`<p>${escaped(words.signedOut)}</p>`, back(appBase)]);
}

/** Says that something went wrong, with the code of the standard and the way back. */
export function problemPage(ctx: PageContext, appBase: string, code: string): void {
  const words = ISSUER_WORDS[languageOf(ctx)];
  const detail = `<p>${escaped(words.brokenHelp)} <code>${escaped(code)}</code></p>`;
  show(ctx, appBase, words.broken, [detail, back(appBase)]);
}

function show(ctx: PageContext, appBase: string, title: string, body: readonly string[]): void {
  ctx.type = 'html';
  ctx.set(pageHeaders(formTargets(appBase)));
  ctx.body = issuerPage({ language: languageOf(ctx), title }, body);
}

/** Where a form's answer may lead: back to the application. */
export const formTargets = (appBase: string): string[] =>
  appBase.startsWith('https:') ? [appBase] : [appBase, 'http://127.0.0.1:*', 'http://localhost:*'];

const languageOf = ({ query }: Pick<PageContext, 'query'>): Language =>
  String(query['ui_locales'] ?? query['lang'] ?? '').startsWith('en') ? 'en' : 'zh';

const back = (appBase: string): string =>
  `<p><a href="${escaped(appBase)}/">${escaped(appBase)}</a></p>`;
