import { describe, expect, it } from '@jest/globals';
import { fitBody, fitText, textWithSubject } from '../../../../activities/channels/fit-text.ts';
import { anEnvelope } from '../../../support/an-envelope.ts';

const LINK = 'http://park/x';

describe('fitText', () => {
  it.each([
    { text: '红黄', maxBytes: 6, cut: '红黄', why: 'it just fits' },
    { text: '红黄蓝', maxBytes: 8, cut: '红…', why: 'a character would be halved' },
    { text: '一\n二\n三', maxBytes: 10, cut: '一\n…', why: 'whole lines fit' },
    {
      text: '一\n二二二二二二二二二二',
      maxBytes: 24,
      cut: `一\n…\n${LINK}`,
      link: LINK,
      why: 'there is a link',
    },
    { text: '🔴🔴🔴', maxBytes: 9, cut: '🔴…', why: 'a symbol takes four bytes' },
  ])('cuts $text to $cut when $why', ({ text, maxBytes, cut, link }) => {
    expect(fitText(text, maxBytes, link)).toBe(cut);
  });
});

describe('fitBody', () => {
  it('counts what JSON escapes', () => {
    const text = '"\n'.repeat(100);

    const json = fitBody((cut) => ({ text: cut }), { text, maxBytes: 200 });

    expect(Buffer.byteLength(json)).toBeLessThanOrEqual(200);
    expect(Buffer.byteLength(json)).toBeGreaterThan(150);
  });
});

describe('textWithSubject', () => {
  it('does not say a subject twice', () => {
    const { subject } = anEnvelope();

    expect(textWithSubject(anEnvelope({ text: '逾期' }))).toBe(`${subject}\n逾期`);
    expect(textWithSubject(anEnvelope({ text: `${subject}\n逾期` }))).toBe(`${subject}\n逾期`);
  });
});
