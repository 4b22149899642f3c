import { describe, expect, it } from '@jest/globals';
import { markedEvent } from '../../../cli/marked-event.ts';

const EVENT = {
  id: 'e-1',
  data: { projectCode: 'ZZY-001', documents: [{ name: '' }, { name: '合同' }] },
};

const marked = (path: string | null, event: unknown = EVENT) =>
  markedEvent({
    raw: typeof event === 'string' ? event : JSON.stringify(event),
    headers: {},
    path,
    detail: 'expected something else',
  }).split('\n');

describe('markedEvent', () => {
  it.each([
    { path: 'id', line: '>   "id": "e-1",' },
    { path: 'data.documents[0].name', line: '>         "name": ""' },
    { path: 'data.documents[1]', line: '>       {' },
    { path: 'data.itemCode', line: '>   "data": {' },
    { path: 'data.documents[7].name', line: '>     "documents": [' },
    { path: 'specversion', line: '> {' },
    { path: null, line: '> {' },
  ])('marks $path, or the nearest around it that is there', ({ path, line }) => {
    const lines = marked(path);
    const at = lines.findIndex((text) => text.startsWith('>'));

    expect(lines[at]).toBe(line);
    expect(lines[at + 1]?.trim()).toBe('^ expected something else');
    expect(lines.filter((text) => text.startsWith('>'))).toHaveLength(1);
  });

  it('shows an event in binary mode with its attributes beside its data', () => {
    const lines = markedEvent({
      raw: '{"itemCode":"G19"}',
      headers: { ce_id: 'e-2', 'content-type': 'application/json' },
      path: 'data.itemCode',
      detail: 'expected no such item',
    });

    expect(lines).toContain('"id": "e-2"');
    expect(lines).toContain('>     "itemCode": "G19"');
  });

  it('marks the line at which a text stops being JSON', () => {
    const detail = 'expected JSON in UTF-8 (Unexpected token x in JSON at position 12)';
    const lines = markedEvent({ raw: '{\n  "id": 1,\nx\n}', headers: {}, path: null, detail });

    expect(lines.split('\n').find((line) => line.startsWith('>'))).toBe('>   "id": 1,');
  });

  it.each(['', '[]', '"text"', '7'])('shows %j as it is', (raw) => {
    expect(marked('data', raw)[0]).toBe(`> ${raw}`);
  });
});
