import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SendResult } from './channel.ts';
import { excerpt } from './excerpt.ts';

const LIMITS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 60_000 };

/**
 * Hands one mail to a server in a conversation of its own. nodemailer's transport hides whether a
 * connection broke before or after the mail had gone over; that decides between `failed` and `unknown`.
 */
export function handOverMail(
  url: string,
  route: { from: string; to: string },
  { mail, signal }: { mail: Buffer; signal: AbortSignal },
): Promise<SendResult> {
  const { auth, ...server } = parseConnectionUrl(url);
  const connection = new SMTPConnection({ ...LIMITS, ...server });
  const talk = { handing: false };

  return new Promise((resolve) => {
    const fail = (error: MailError): void => {
      resolve(talk.handing ? whileHanding(error) : beforehand(error));
      connection.close();
    };
    const hand = (error?: MailError | null): void => {
      if (error) {
        fail(error);
        return;
      }
      talk.handing = true;
      connection.send(route, mail, (broken, info) => {
        if (broken) {
          fail(broken);
          return;
        }
        resolve({ state: 'sent', answer: excerpt(info.response) });
        connection.quit();
      });
    };
    // For good: an error after the end would otherwise be thrown.
    connection.on('error', fail);
    const stop = (): void => {
      fail(new Error('stopped'));
    };
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) {
      stop();
      return;
    }
    connection.connect((error) => {
      if (!error && auth) connection.login(auth, hand);
      else hand(error);
    });
  });
}

interface MailError extends Error {
  responseCode?: number | undefined;
  command?: string | undefined;
}

function beforehand(error: MailError): SendResult {
  return refusal(error) ?? { state: 'failed', answer: excerpt(error.message) };
}

function whileHanding(error: MailError): SendResult {
  if (error.responseCode !== undefined) return beforehand(error);
  // Found by nodemailer itself, before anything was said.
  return { state: error.command === 'API' ? 'refused' : 'unknown', answer: excerpt(error.message) };
}

/** RFC 5321 4.2.1: 5yz is not to be repeated, 4yz is, and grey lists mean it. */
function refusal(error: MailError): SendResult | undefined {
  const { responseCode = 0 } = error;
  return responseCode >= 500 ? { state: 'refused', answer: excerpt(error.message) } : undefined;
}
