import { describe, expect, it } from '@jest/globals';
import { validTraceparent } from '../../../schemas/trace-context.ts';

describe('validTraceparent', () => {
  it.each([
    {
      what: 'one that is sampled',
      text: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    },
    { what: 'one that is not', text: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00' },
  ])('takes $what', ({ text }) => {
    expect(validTraceparent(text)).toBe(text);
  });

  it.each([
    { what: 'nothing', text: undefined },
    { what: 'no trace', text: `00-${'0'.repeat(32)}-00f067aa0ba902b7-01` },
    { what: 'no span', text: `00-4bf92f3577b34da6a3ce929d0e0e4736-${'0'.repeat(16)}-01` },
    { what: 'a later version', text: '01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x' },
    { what: 'capitals', text: '00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01' },
    { what: 'something else', text: "'; drop table fact" },
  ])('passes over $what', ({ text }) => {
    expect(validTraceparent(text)).toBeUndefined();
  });
});
