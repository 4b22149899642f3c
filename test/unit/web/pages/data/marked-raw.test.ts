import { describe, expect, it } from '@jest/globals';
import { markedRaw } from '../../../../../web/pages/data/marked-raw.ts';

const RAW = '{"id":"e-1","data":{"items":[{"no":1},{"no":"x"}]}}';

describe('a message with its fault', () => {
  it.each([
    ['data.items[1].no', '"x"'],
    ['id', '"e-1"'],
    // Missing: what should hold it.
    ['data.items[0].certNo', '{\n  "no": 1\n}'],
    ['certNo', JSON.stringify(JSON.parse(RAW), null, 2)],
  ])('is marked at %s', (path, fault) => {
    const [before, marked, after] = markedRaw(RAW, path);

    expect(marked).toBe(fault);
    expect(JSON.parse(before + marked + after)).toEqual(JSON.parse(RAW));
  });

  it.each([
    ['{"id": ', 'id'],
    [RAW, null],
  ])('is shown as it came where nothing can be marked: %s at %s', (raw, path) => {
    expect(markedRaw(raw, path)).toEqual([raw, '', '']);
  });
});
