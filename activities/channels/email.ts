import MailComposer from 'nodemailer/lib/mail-composer';
import type { Channel, Envelope } from './channel.ts';
import { handOverMail } from './hand-over-mail.ts';

/** Where mail is handed over, and whose it is. */
export interface EmailSettings {
  /** `smtp://` or `smtps://`, with user and password where the server wants them. */
  url: string;
  /** The sender, such as `开工 <kaigong@park.example>`. */
  from: string;
}

// For the few mailboxes that still count; a page of thirty alerts has 30 KB.
const MAX_BYTES = 500_000;

// One address and nothing that could make a second header or recipient of it.
const ADDRESS = /^[^\s<>(),;:\\"[\]]+@[^\s<>(),;:\\"[\]@]+$/;

/** E-mail in two forms, plain text and HTML, both in UTF-8. */
export function createEmail({ url, from }: EmailSettings): Channel {
  const sender = /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from;
  return {
    name: 'email',
    // The same Message-ID goes out again, but hardly a server drops a mail for it.
    repeatableForMs: 0,
    gapMs: 0,
    maxBytes: MAX_BYTES,
    async send(envelope, address, signal) {
      if (!ADDRESS.test(address)) return { state: 'refused', answer: 'not one mail address' };
      const mail = await composed(envelope, { from, to: address, sender });
      return handOverMail(url, { from: sender, to: address }, { mail, signal });
    },
  };
}

function composed(
  { messageId, subject, text, html }: Envelope,
  { from, to, sender }: { from: string; to: string; sender: string },
): Promise<Buffer> {
  const domain = sender.slice(sender.lastIndexOf('@') + 1);
  return new MailComposer({
    from,
    to,
    subject,
    text,
    html,
    messageId: `<${encodeURIComponent(messageId)}@${domain}>`,
    // RFC 3834: no holiday notice is to answer it.
    headers: { 'Auto-Submitted': 'auto-generated' },
    textEncoding: 'base64',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}
