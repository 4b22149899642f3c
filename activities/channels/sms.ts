import type { Channel } from './channel.ts';
import { fitText } from './fit-text.ts';
import { postSigned, type SignedPostSettings } from './signed-post.ts';

// Five parts of 67 characters, of at most three bytes each in UTF-8.
const MAX_BYTES = 1_000;

// What operators in China route: 11 digits, with or without the country's code.
const TELEPHONE = /^(\+?86)?1\d{10}$/;

/**
 * Short messages through the park's own gateway: `{to, text, messageId}`, signed. Every operator and every
 * government cloud has an interface of its own, so a park puts a small adapter behind this one.
 */
export function createSms(settings: SignedPostSettings): Channel {
  return {
    name: 'sms',
    repeatableForMs: Number.POSITIVE_INFINITY,
    gapMs: 0,
    maxBytes: MAX_BYTES,
    send({ subject, link, messageId }, address, signal) {
      if (!TELEPHONE.test(address)) {
        return Promise.resolve({
          state: 'refused',
          answer: 'not a mobile number of mainland China',
        });
      }
      const text = fitText(link === undefined ? subject : `${subject}\n${link}`, MAX_BYTES, link);
      return postSigned(settings, messageId, { to: address, text, messageId }, signal);
    },
  };
}
