import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

const WEB = fileURLToPath(new URL('../../../web/', import.meta.url));
const FILES = readdirSync(WEB, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('words.ts'),
);

/** The texts of one language in a file of words, by key. */
function textsOf(file: string, language: 'zh' | 'en'): Map<string, string> {
  const source = ts.createSourceFile(
    file,
    readFileSync(WEB + file, 'utf8'),
    ts.ScriptTarget.Latest,
  );
  const texts = new Map<string, string>();
  const walk = (node: ts.Node, isWithin: boolean): void => {
    const name = ts.isPropertyAssignment(node) ? node.name.getText(source).replaceAll("'", '') : '';
    if (isWithin && ts.isPropertyAssignment(node) && ts.isStringLiteralLike(node.initializer)) {
      texts.set(name, node.initializer.text);
    }
    ts.forEachChild(node, (child) => {
      walk(child, isWithin || name === language);
    });
  };
  walk(source, false);
  return texts;
}

const places = (text = ''): string[] => [...new Set(text.match(/\{\{\w+\}\}/g))].sort();

describe('the words of the pages', () => {
  it.each(FILES.filter((file) => textsOf(file, 'zh').size > 0))(
    '%s says the same in both languages',
    (file) => {
      const [zh, en] = [textsOf(file, 'zh'), textsOf(file, 'en')];

      expect([...en.keys()].sort()).toEqual([...zh.keys()].sort());
      for (const [key, text] of zh) {
        expect([key, places(en.get(key))]).toEqual([key, places(text)]);
      }
      // The name of a language stands in that language.
      expect(
        [...en].filter(([key, text]) => key !== 'other' && /\p{Script=Han}/u.test(text)),
      ).toEqual([]);
    },
  );
});
