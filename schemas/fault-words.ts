import type { Label } from '../domain/definitions.ts';
import { fill } from '../domain/fill.ts';
import type { Language } from '../domain/texts.ts';
import { EVENT_FIELD_LABELS } from './event-field-labels.ts';
import type { FaultKind, LetterFault } from './event-fault.ts';

/** What is wrong with a message, in both languages: where, and what was expected there. */
export const faultText = ({ path, kind }: LetterFault): Label =>
  inBoth((language) => {
    const { between } = WORDS[language];
    const said = fill(WORDS[language].kinds[kind.code], valuesOf(kind, language));
    return path === '' ? said : `${placeOf(path, language)}${between}${said}`;
  });

/** A path such as `data.deficiencies[0].doc` in words. */
export const fieldName = (path: string): Label => inBoth((language) => placeOf(path, language));

const inBoth = (say: (language: Language) => string): Label => ({ zh: say('zh'), en: say('en') });

function placeOf(path: string, language: Language): string {
  const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
  const { nth } = WORDS[language];
  // Nearly every fault is in the data: to say so tells nothing.
  const telling = steps.length > 1 && steps[0] === 'data' ? steps.slice(1) : steps;
  return telling
    .map((step) =>
      /^\d+$/.test(step)
        ? fill(nth, { nth: Number(step) + 1 })
        : (EVENT_FIELD_LABELS[step]?.[language] ?? step),
    )
    .join(' › ');
}

function valuesOf(kind: FaultKind, language: Language): Record<string, string | number> {
  const { code, ...values } = kind;
  if (code === 'wrongType') return { expected: WORDS[language].types[kind.expected] };
  if (code === 'notAmong') return { among: kind.among.join(WORDS[language].comma) };
  // `as`: all that is left are texts and numbers.
  return values as Record<string, string | number>;
}

interface Words {
  between: string;
  comma: string;
  nth: string;
  types: Record<Extract<FaultKind, { code: 'wrongType' }>['expected'], string>;
  kinds: Record<FaultKind['code'], string>;
}

const WORDS: Record<Language, Words> = {
  zh: {
    between: '：',
    comma: '、',
    nth: '第 {nth} 项',
    types: {
      ...{ string: '文字', number: '数字', int: '整数', boolean: '是或否' },
      ...{ array: '列表', object: '一组字段' },
    },
    kinds: {
      missing: '没有填写',
      notADay: '应为日期或时间，如 2026-01-15 或 2026-01-15 09:30',
      noSuchDay: '没有这一天（1992 年以前的日期视为占位）',
      notAMonth: '应为月份，如 2026-01',
      notACode: '应为 1 至 64 个字符，不含空格和 / \\ ? # %',
      ownSource: '不能用系统自留的来源名',
      endsBeforeItBegins: '结束早于开始',
      unchangeable: '不能更改：请作废原事件，再发到正确的项目',
      unstorable: '含有无法保存的字符，或嵌套过深',
      notJson: '内容不是 UTF-8 编码的 JSON',
      notAnObject: '内容应是一条 CloudEvent，而不是单个值或列表',
      conflict: '同一来源、同一编号先前来过，内容不同；以先来的为准，要改请发更正',
      unfit: '不符合该字段的要求',
      wrongType: '应为{expected}',
      notAmong: '只能是 {among}',
      tooLong: '最多 {limit} 个字符',
      tooMany: '最多 {limit} 项',
      tooLarge: '不能大于 {limit}',
      tooSmall: '不能小于 {limit}',
      wrongMediaType: '消息格式应为 application/cloudevents+json，收到的是 {received}',
      unknownType: '事件目录中没有 {type}',
      futureDated: '所述时间 {occurredAt} 晚于收到时一天以上，先行隔离',
    },
  },
  en: {
    between: ': ',
    comma: ', ',
    nth: 'no. {nth}',
    types: {
      ...{ string: 'a text', number: 'a number', int: 'a whole number', boolean: 'true or false' },
      ...{ array: 'a list', object: 'a group of fields' },
    },
    kinds: {
      missing: 'is missing',
      notADay: 'should be a day or a time, such as 2026-01-15 or 2026-01-15 09:30',
      noSuchDay: 'is no day (dates before 1992 count as placeholders)',
      notAMonth: 'should be a month, such as 2026-01',
      notACode: 'should be 1 to 64 characters without blanks and / \\ ? # %',
      ownSource: 'is a name that the engine keeps for itself',
      endsBeforeItBegins: 'ends before it begins',
      unchangeable: 'cannot change: void the event and send it under the right project',
      unstorable: 'holds characters that cannot be stored, or is nested too deep',
      notJson: 'The content is not JSON in UTF-8',
      notAnObject: 'The content should be a CloudEvent, not a single value or a list',
      conflict:
        'the same source and id came before with another content, which stays: send a correction',
      unfit: 'does not fit what this field expects',
      wrongType: 'should be {expected}',
      notAmong: 'should be one of {among}',
      tooLong: 'may have {limit} characters at most',
      tooMany: 'may have {limit} entries at most',
      tooLarge: 'may not be above {limit}',
      tooSmall: 'may not be below {limit}',
      wrongMediaType: 'The message should be application/cloudevents+json and came as {received}',
      unknownType: 'the catalogue has no {type}',
      futureDated:
        'It says to have been true at {occurredAt}, more than a day after it came: quarantined',
    },
  },
};
