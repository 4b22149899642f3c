/** A person as far as channels are chosen by it. */
export interface Reachable {
  /** In the order to be tried. */
  channels: readonly string[];
  /** By channel. */
  addresses: Readonly<Record<string, string>>;
}

/**
 * The names of the channels by which somebody is reached, in the person's own order: those that the
 * park has and that know an address. None for somebody whom only the inbox reaches.
 */
export const waysTo = (
  { channels, addresses }: Reachable,
  has: (channel: string) => boolean,
): string[] => channels.filter((name) => has(name) && addresses[name] !== undefined);
