import { describe, expect, it } from '@jest/globals';
import type { MessageText } from '../../../../domain/alert/message.ts';
import { messageText } from '../../../../domain/alert/message-text.ts';
import { renderMessage } from '../../../../domain/alert/render-message.ts';
import {
  aCase,
  aGroundedSignal,
  aNotice,
  anExplainedSignal,
  inChinese,
} from '../../../support/a-notice.ts';
import { fc } from '../../../support/property.ts';

const LINK = 'https://park.example/act/abc';
const limits = { maxBytes: 2048, language: 'zh' as const, linkOf: () => LINK };
const message = messageText([aNotice()], inChinese);

const manyOf = (count: number): MessageText =>
  messageText(
    Array.from({ length: count }, (_, nth) =>
      aNotice({ alert: { id: `alert/ZZY-005/${nth}`, standing: aCase() } }),
    ),
    inChinese,
  );

describe('a rendered message', () => {
  it('is text without the subject, with the button as an address', () => {
    expect(renderMessage(message, limits).text.split('\n').slice(0, 3)).toEqual([
      '🔴红 · ZZY-005 星河二期 · 开工',
      `签收: ${LINK}`,
      '新预警',
    ]);
  });

  it('is markdown of bold titles, quotes and links', () => {
    expect(renderMessage(message, limits).markdown.split('\n').slice(0, 3)).toEqual([
      '**🔴红 · ZZY-005 星河二期 · 开工**',
      `[签收](${LINK})`,
      '> 新预警',
    ]);
  });

  it('is html without script or anything from elsewhere, in its language', () => {
    const { html } = renderMessage(message, limits);

    expect(html).toContain('<html lang="zh-CN">');
    expect(html).toContain(`<a href="${LINK}"`);
    expect(html).not.toMatch(/<script|<img|<link|@import|url\(/);
  });

  it('lets no name of a project or reason become markup or a link', () => {
    const evil = '](http://evil.example) <b onclick="x">**';
    const text = messageText(
      [
        aNotice({
          project: { code: 'ZZY-005', name: evil },
          signal: anExplainedSignal({ text: evil }),
        }),
      ],
      inChinese,
    );
    const { markdown, html } = renderMessage(text, { ...limits, linkOf: () => undefined });

    expect(markdown).not.toMatch(/\]\(|<b/);
    expect(html).not.toContain('<b ');
    expect(html).not.toContain('onclick="');
  });

  it('has no button where there is no link', () => {
    const { text, html } = renderMessage(message, { ...limits, linkOf: () => undefined });

    expect(text).not.toContain('签收:');
    expect(html).not.toContain('<a ');
  });

  it('ends with the page of all alerts where no button leads on, in each form and however short', () => {
    const page = 'https://park.example/app/alerts';
    const calm = messageText([aNotice({ kind: 'list' }, { severity: 'blue' })], inChinese);
    const forms = renderMessage(calm, { ...limits, page });

    expect(forms.text).toMatch(new RegExp(`打开预警中心: ${page}$`));
    expect(forms.markdown).toMatch(/\[打开预警中心\]\(\S+\)$/);
    expect(forms.html).toContain(`href="${page}"`);
    const short = renderMessage(manyOf(20), {
      maxBytes: 500,
      language: 'en',
      linkOf: () => undefined,
      page,
    });
    expect(short.text).toMatch(new RegExp(`Open the alerts: ${page}$`));
    expect(JSON.stringify(renderMessage(message, { ...limits, page }))).not.toContain(page);
  });

  it('ends with the grounds: in full where there is room, else briefly, and they are the first to go', () => {
    const grounded = messageText([aNotice({ signal: aGroundedSignal() })], inChinese);
    const sized = (maxBytes: number) => renderMessage(grounded, { ...limits, maxBytes });

    expect(sized(500_000).text).toMatch(/SG-7，2026-06-16（site\.events\/3\/41）$/);
    expect(sized(500_000).html).toContain('site.events/3/41');
    const brief = sized(2048);
    expect(brief.text).toMatch(/\n依据：\/site\/liaison，2026-06-16$/);
    expect(brief.markdown).toMatch(/\n> 依据：\/site\/liaison，2026-06-16$/);
    expect(sized(Buffer.byteLength(brief.text) - 1).text).toBe(renderMessage(message, limits).text);
  });

  it('leaves out whole sections that do not fit, and counts them', () => {
    const { text } = renderMessage(manyOf(20), limits);

    expect(text).toMatch(/另有\d+条，请在收件箱查看$/);
    const shown = text.match(/新预警/g)?.length ?? 0;
    expect(text).toContain(`另有${20 - shown}条`);
    expect(shown).toBeGreaterThan(3);
  });

  it('keeps the button of a first section that is too long by itself', () => {
    const long = messageText(
      [aNotice({ signal: anExplainedSignal({ text: '长'.repeat(900) }) })],
      inChinese,
    );

    const { text } = renderMessage(long, { ...limits, maxBytes: 300 });

    expect(text).toContain(LINK);
    expect(text).not.toContain('长长');
  });

  it('never exceeds what a channel takes, and breaks no character', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 3000 }),
        fc.integer({ min: 0, max: 12 }),
        (maxBytes, count) => {
          const { text, markdown } = renderMessage(manyOf(count), { ...limits, maxBytes });
          for (const form of [text, markdown]) {
            expect(Buffer.byteLength(form)).toBeLessThanOrEqual(maxBytes);
            expect(Buffer.from(form).toString()).toBe(form);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is the same for the same links', () => {
    expect(renderMessage(message, limits)).toEqual(renderMessage(message, limits));
  });
});
