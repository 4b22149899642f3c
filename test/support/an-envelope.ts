import type { Envelope } from '../../activities/channels/channel.ts';

/** A message about one red project. */
export function anEnvelope(over: Partial<Envelope> = {}): Envelope {
  return {
    messageId: 'message-1',
    subject: '🔴红 ZZY-006 星河材料',
    text: '取得施工许可证逾期 16 天。\n时钟在审批窗口。',
    markdown: '**取得施工许可证**逾期 16 天。\n\n时钟在审批窗口。',
    html: '<!doctype html><p>取得施工许可证逾期 16 天。</p>',
    link: 'http://127.0.0.1:8700/act/abc',
    ...over,
  };
}
