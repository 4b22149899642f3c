import type { Channel } from '../../activities/channels/channel.ts';
import { createChannels } from '../../activities/channels/create-channels.ts';
import {
  settingsOfSink,
  startMessageSink,
  type MessageSink,
} from '../../infra/message-sink/start-message-sink.ts';
import { readConfig } from '../../workers/config.ts';

/** Receivers on free ports, and channels that are set up for them. */
export interface SinkWithChannels extends MessageSink {
  /** The settings of a process that is to send here. */
  settings: Record<string, string>;
  channels: ReadonlyMap<string, Channel>;
  /** Throws for a name that is not set up. */
  channel: (name: string) => Channel;
  /** Moves the platforms' clock, and theirs only. */
  wait: (ms: number) => void;
  /** Stops the platforms' clock; only `wait` moves it from then on. */
  hold: () => void;
}

/** Starts local receivers as `npm start` does, with the settings that it makes of them, but for those given. */
export async function aMessageSink(over: Record<string, string> = {}): Promise<SinkWithChannels> {
  const clock: { aheadMs: number; heldMs?: number } = { aheadMs: 0 };
  const nowMs = () => (clock.heldMs ?? Date.now()) + clock.aheadMs;
  const sink = await startMessageSink({ port: 0, smtpPort: 0, nowMs });
  const settings = { ...settingsOfSink(sink), ...over };
  const channels = createChannels(readConfig(['channels'], settings).channels);
  return {
    ...sink,
    settings,
    channels,
    channel(name) {
      const channel = channels.get(name);
      if (!channel) throw new Error(`No channel ${name} among ${[...channels.keys()].join(', ')}`);
      return channel;
    },
    wait(ms) {
      clock.aheadMs += ms;
    },
    hold() {
      clock.heldMs = Date.now();
    },
  };
}
