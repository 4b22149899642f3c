import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { PAGES } from '../e2e/pages/list-of-pages.ts';

describe('docs/screenshots', () => {
  it('holds a picture of each page that the browser tests look at, and no other', () => {
    const pictures = readdirSync(new URL('../../docs/screenshots', import.meta.url));

    expect(pictures.sort()).toEqual(PAGES.map(({ name }) => `${name}.png`).sort());
  });
});
