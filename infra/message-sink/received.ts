/** A message as its receiver would see it. */
export interface ReceivedMessage {
  /** In the order of arrival, from 1. */
  number: number;
  /** Real time. */
  at: string;
  /** `wecom`, `dingtalk`, `email`, `sms`, `webhook`, or `wecomRobot`, `dingtalkRobot`, `feishuRobot`. */
  channel: string;
  to: string;
  subject?: string;
  text: string;
  html?: string;
  /** Accepted, but shown to nobody, as the platform's rules have it. */
  dropped?: 'duplicate' | 'rate';
}

/** Where received messages are kept, the oldest forgotten above a thousand. */
export interface MessageBox {
  keep: (message: Omit<ReceivedMessage, 'number' | 'at'>) => ReceivedMessage;
  /** What people were shown, oldest first. */
  shown: () => ReceivedMessage[];
  dropped: () => ReceivedMessage[];
  clear: () => void;
}

const KEPT = 1_000;

/** Keeps messages in memory: what was sent for good stands in the ledger of deliveries. */
export function createMessageBox(nowMs: () => number): MessageBox {
  const messages: ReceivedMessage[] = [];
  const last = { number: 0 };
  return {
    keep(message) {
      last.number += 1;
      const received = { number: last.number, at: new Date(nowMs()).toISOString(), ...message };
      messages.push(received);
      if (messages.length > KEPT) messages.shift();
      return received;
    },
    shown: () => messages.filter(({ dropped }) => dropped === undefined),
    dropped: () => messages.filter(({ dropped }) => dropped !== undefined),
    clear: () => {
      messages.length = 0;
    },
  };
}
