import { renderSVG } from 'uqr';
import { escaped } from '../domain/alert/message-html.ts';
import type { Language } from '../domain/texts.ts';
import { issuerPage } from './issuer-page.ts';
import { ISSUER_WORDS, type SignInFault } from './issuer-words.ts';
import type { SignInStep } from './sign-in-step.ts';
import { totpUri } from './totp.ts';

/** The page of one step of signing in; `prefilled` is the account typed before. */
export function signInPage(
  step: SignInStep,
  about: { language: Language; fault?: SignInFault | undefined; prefilled?: string | undefined },
): string {
  const { language, fault, prefilled = '' } = about;
  const words = ISSUER_WORDS[language];
  const { title, fields } = PAGES[step.asks]({ language, step, prefilled });
  const other = language === 'zh' ? 'en' : 'zh';
  return issuerPage({ language, title, fault: fault && words.faults[fault] }, [
    '<form method="post">',
    hidden('step', step.asks),
    hidden('lang', language),
    ...fields,
    `<button>${escaped(words.next)}</button></form>`,
    `<p><a href="?lang=${other}" lang="${other}">${escaped(words.otherLanguage)}</a></p>`,
  ]);
}

interface PageOf {
  language: Language;
  step: SignInStep;
  prefilled: string;
}

const PAGES: Record<
  SignInStep['asks'],
  (page: PageOf) => { title: string; fields: readonly string[] }
> = {
  password: ({ language, prefilled }) => {
    const words = ISSUER_WORDS[language];
    return {
      title: words.signIn,
      fields: [
        field(words.person, {
          name: 'person',
          autocomplete: 'username',
          value: prefilled,
          maxlength: '100',
        }),
        field(words.password, PASSWORD),
        box('change', words.thenChange),
        box('enrol', words.thenEnrol),
      ],
    };
  },
  code: ({ language }) => ({
    title: ISSUER_WORDS[language].code,
    fields: [paragraph(ISSUER_WORDS[language].codeHelp), field(ISSUER_WORDS[language].code, CODE)],
  }),
  newPassword: ({ language }) => {
    const words = ISSUER_WORDS[language];
    return {
      title: words.change,
      fields: [
        paragraph(words.changeHelp),
        field(words.current, PASSWORD),
        field(words.fresh, { ...PASSWORD, name: 'fresh', autocomplete: 'new-password' }),
        field(words.repeat, { ...PASSWORD, name: 'repeat', autocomplete: 'new-password' }),
      ],
    };
  },
  secondFactor: ({ language, step }) => {
    const words = ISSUER_WORDS[language];
    const { person = '', secret = '' } = step;
    return {
      title: words.enrol,
      fields: [
        paragraph(words.enrolHelp),
        `<div role="img" aria-label="${escaped(words.qrCode)}">${renderSVG(totpUri(person, secret))}</div>`,
        `<p>${escaped(words.secret)}: <code>${escaped(secret)}</code></p>`,
        field(words.code, CODE),
      ],
    };
  },
};

const PASSWORD = {
  name: 'password',
  type: 'password',
  autocomplete: 'current-password',
  maxlength: '200',
};
const CODE = {
  name: 'code',
  inputmode: 'numeric',
  autocomplete: 'one-time-code',
  maxlength: '10',
  pattern: '[0-9 ]*',
};

function field(label: string, attributes: Record<string, string>): string {
  const given = Object.entries(attributes)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(' ');
  return `<label>${escaped(label)}<input required ${given}></label>`;
}

const box = (name: string, label: string): string =>
  `<label><input type="checkbox" name="${name}" value="yes"> ${escaped(label)}</label>`;

const hidden = (name: string, value: string): string =>
  `<input type="hidden" name="${name}" value="${escaped(value)}">`;

const paragraph = (text: string): string => `<p>${escaped(text)}</p>`;
