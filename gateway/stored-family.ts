import type { Pool } from 'pg';
import { Gauge, type Registry } from 'prom-client';

/** Where figures are read. */
export interface Store {
  pool: Pool;
  clockOffsetMs: number;
}

/** A value of one figure. */
export interface Sample {
  name: string;
  /** By the family's labels. */
  labels?: Record<string, string>;
  value: number;
}

/** Figures of one query; by name without `kaigong_`, with what each means. */
export interface Family {
  help: Readonly<Record<string, string>>;
  labels?: readonly string[];
  read: (store: Store) => Promise<Sample[]>;
}

/** Gauges of a family; gives how to read and set them. Without an answer they have no value, which is not zero. */
export function registerStored(
  registry: Registry,
  { help, labels = NEVER_SET, read }: Family,
): (store: Store) => Promise<void> {
  const gauges = new Map(
    Object.entries(help).map(([name, text]) => [
      name,
      new Gauge({ name: `kaigong_${name}`, help: text, labelNames: labels, registers: [registry] }),
    ]),
  );
  return async (store) => {
    // `kaigong_up{neighbour="postgres"}` says that there is no answer.
    const samples = await read(store).catch(() => []);
    for (const gauge of gauges.values()) gauge.reset();
    for (const { name, labels: given = {}, value } of samples) gauges.get(name)?.set(given, value);
  };
}

// A gauge without any label would show 0 where nobody has set it.
const NEVER_SET = ['none'];

/** A sample for each value of a label: one of which there is none shows 0, so that its first is seen as a rise. */
export function countsBy(
  name: string,
  label: string,
  values: readonly string[],
  count: (value: string) => number,
): Sample[] {
  return values.map((value) => ({ name, labels: { [label]: value }, value: count(value) }));
}
