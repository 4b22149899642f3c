import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';

/** Languages of the page. */
export type Language = 'zh' | 'en';

const KEPT_AS = 'kaigong.language';

/** Words of one part of the page, the same keys in both languages; `{{name}}` is filled in. */
export interface Words<K extends string> {
  namespace: string;
  readonly keys: readonly K[];
}

/** Makes the words of a part known; call it beside the part that shows them. */
export function defineWords<K extends string>(
  namespace: string,
  words: Record<Language, Record<K, string>>,
): Words<K> {
  for (const language of ['zh', 'en'] as const) {
    waiting.push([language, namespace, words[language]]);
  }
  hand();
  // `as`: the keys of a record of K.
  return { namespace, keys: Object.keys(words.zh) as K[] };
}

/** A function from key to text, and the language in use. */
export function useWords<K extends string>(words: Words<K>) {
  const { t, i18n } = useTranslation(words.namespace);
  const say = (key: K, values: Record<string, string | number> = {}): string => t(key, values);
  // `as`: only these two are ever set.
  return { say, language: i18n.language as Language };
}

/** Shows everything in the other language from now on, and next time. */
export function speak(language: Language): void {
  localStorage.setItem(KEPT_AS, language);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  void i18next.changeLanguage(language);
}

/** The language in use. */
export const spoken = (): Language => (i18next.language === 'en' ? 'en' : 'zh');

/** The language kept in this browser; none before the first choice. */
export const keptLanguage = (): Language | null => {
  const kept = localStorage.getItem(KEPT_AS);
  return kept === 'zh' || kept === 'en' ? kept : null;
};

/** Starts in the language kept, else in Chinese. */
export function startWords(): void {
  const lng = keptLanguage() ?? 'zh';
  void i18next.use(initReactI18next).init({
    lng,
    fallbackLng: false,
    resources: {},
    // React escapes.
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = lng === 'zh' ? 'zh-CN' : 'en';
  hand();
}

// Modules define their words before or after the start.
const waiting: [Language, string, Record<string, string>][] = [];

function hand(): void {
  if (!i18next.isInitialized) return;
  for (const [language, namespace, words] of waiting.splice(0)) {
    i18next.addResourceBundle(language, namespace, words);
  }
}
