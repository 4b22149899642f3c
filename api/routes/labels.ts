import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { MESSAGE_WORDS } from '../../domain/alert/message-words.ts';
import { shownColour } from '../../domain/colour-meaning.ts';
import { COLOURS, type Label } from '../../domain/definitions.ts';
import { LABELS } from '../../domain/labels.ts';
import { LANGUAGES, type Language } from '../../domain/texts.ts';
import { DEAD_LETTER_LABELS } from '../../schemas/dead-letter.ts';
import type { Catalogue } from '../../schemas/definitions.ts';
import { EVENT_LABELS } from '../../schemas/event-labels.ts';
import type { ApiDeps } from '../deps.ts';
import { parseInput } from '../input.ts';
import type { LabelsAnswer } from '../page-responses.ts';
import { stageLabels } from '../stage-labels.ts';

const LabelsQuery = z.strictObject({ lang: z.enum(LANGUAGES).default('zh') });

/** Words for the codes of all other answers, so that a page has none of its own. */
export function labelRoutes(app: FastifyInstance, { pool, rules }: ApiDeps): void {
  app.get(
    '/labels',
    { config: { right: 'signedIn', query: LabelsQuery, answer: 'LabelsAnswer' } },
    async (request): Promise<LabelsAnswer> => {
      const { lang } = parseInput(LabelsQuery, request.query);
      return labelsIn(lang, await rules.now(pool));
    },
  );
}

function labelsIn(language: Language, catalogue: Catalogue): LabelsAnswer {
  const { lifecycles, approvals, policies } = catalogue;
  const labelOf = stageLabels(catalogue);
  const codes = [...lifecycles.values()].flatMap(({ milestones }) =>
    milestones.map(({ code }) => code),
  );
  const named = (label: Label): string => label[language];
  return {
    language,
    milestones: wordsOf(['negotiation', ...new Set(codes)], (code) => named(labelOf(code))),
    lifecycles: Object.fromEntries(
      [...lifecycles].map(([id, { label, milestones }]) => [
        id,
        { label: named(label), milestones: milestones.map(({ code }) => code) },
      ]),
    ),
    items: Object.fromEntries(
      [...approvals].map(([id, { items }]) => [
        id,
        Object.fromEntries(items.map((item) => [item.id, named(item.name)])),
      ]),
    ),
    policies: Object.fromEntries([...policies].map(([id, { label }]) => [id, named(label)])),
    colours: coloursIn(language, catalogue),
    terms: {
      ...fixedLists(language),
      event: inLanguage(EVENT_LABELS, language),
      deadLetter: inLanguage(DEAD_LETTER_LABELS, language),
      cause: MESSAGE_WORDS[language].causes,
      notice: MESSAGE_WORDS[language].leads,
    },
  };
}

function fixedLists(language: Language) {
  const lists = Object.entries<Record<string, Label>>({ ...LABELS }).map(
    ([list, labels]) => [list, inLanguage(labels, language)] as const,
  );
  // `as`: one for each of LABELS.
  return Object.fromEntries(lists) as Record<keyof typeof LABELS, Record<string, string>>;
}

function coloursIn(language: Language, { policies, defaultPolicy }: Catalogue) {
  const meanings = policies.get(defaultPolicy)?.colours;
  const words = wordsOf(COLOURS, (colour) => {
    // `as`: wordsOf gives back what it was given.
    return shownColour(colour as (typeof COLOURS)[number], language, meanings).word;
  });
  // `as`: one for each of COLOURS, and grey.
  return { ...words, grey: { zh: '无色', en: 'none' }[language] } as LabelsAnswer['colours'];
}

const wordsOf = (
  codes: readonly string[],
  wordOf: (code: string) => string,
): Record<string, string> => Object.fromEntries(codes.map((code) => [code, wordOf(code)]));

const inLanguage = (
  labels: Readonly<Record<string, Label>>,
  language: Language,
): Record<string, string> =>
  Object.fromEntries(Object.entries(labels).map(([code, label]) => [code, label[language]]));
