import { describe, expect, it } from '@jest/globals';
import { waysTo } from '../../../../domain/alert/ways.ts';

const EVERY = () => true;

describe('waysTo', () => {
  const addresses = { email: 'a@park.example', wecom: 'a', webhook: 'https://a.example' };

  it('keeps the order that the person wishes, and adds no channel beside', () => {
    expect(waysTo({ channels: ['email', 'wecom'], addresses }, EVERY)).toEqual(['email', 'wecom']);
  });

  it('leaves out a channel that knows no address of the person', () => {
    expect(waysTo({ channels: ['sms', 'email'], addresses }, EVERY)).toEqual(['email']);
  });

  it('leaves out a channel that the park does not have', () => {
    const has = (name: string) => name !== 'wecom';
    expect(waysTo({ channels: ['wecom', 'email'], addresses }, has)).toEqual(['email']);
  });

  it('finds none to somebody who reads the inbox alone', () => {
    expect(waysTo({ channels: [], addresses }, EVERY)).toEqual([]);
  });
});
