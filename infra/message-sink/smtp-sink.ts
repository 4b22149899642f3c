import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Faults } from './faults.ts';
import { NOBODY } from './platform.ts';
import type { MessageBox } from './received.ts';

/** A mail server that delivers to nobody; its mails can be read. */
export interface SmtpSink {
  port: number;
  close: () => Promise<void>;
}

/** Takes mail for everybody but `nobody…`, without TLS and password, and keeps it in the box. */
export async function startSmtpSink(
  port: number,
  { box, faults }: { box: MessageBox; faults: Faults },
): Promise<SmtpSink> {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onRcptTo({ address }, _session, callback) {
      callback(NOBODY.test(address) ? smtpError(550, 'No such mailbox') : null);
    },
    onData(stream, session, callback) {
      take({ stream, session }, { box, faults }).then(
        (answer) => {
          if (answer !== 'never') callback(answer);
        },
        (error: unknown) => {
          callback(smtpError(451, String(error)));
        },
      );
    },
  });
  // A client that goes away in the middle is what some tests are about.
  server.on('error', () => undefined);
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  // `as`: it listens on a port, so its address is neither null nor a path.
  const address = server.server.address() as AddressInfo;
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}

type Answer = Error | null | 'never';

async function take(
  { stream, session }: { stream: SMTPServerDataStream; session: SMTPServerSession },
  { box, faults }: { box: MessageBox; faults: Faults },
): Promise<Answer> {
  const raw = await buffer(stream);
  const fault = faults.next('email');
  if (fault?.kind === 'status') return smtpError(fault.status, 'told to refuse');
  if (fault?.kind === 'hang') return 'never';
  const { subject = '', text = '', html } = await PostalMime.parse(raw);
  for (const { address } of session.envelope.rcptTo) {
    box.keep({
      channel: 'email',
      to: address,
      subject,
      text: text.trimEnd(),
      ...(html !== undefined && { html }),
    });
  }
  return fault === undefined ? null : 'never';
}

function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
