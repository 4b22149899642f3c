import type { ProcessRecord } from './process.ts';

/** The parts of the stack, in the order in which they are stopped: what holds the truth goes last. */
export const PART_NAMES = ['temporal', 'kafka', 'postgres'] as const;
/** A part of the stack, as its records and directories are named. */
export type PartName = (typeof PART_NAMES)[number];

/** The parts as people read them. */
export const PART_TITLES: Record<PartName, string> = {
  temporal: 'Temporal',
  kafka: 'Kafka',
  postgres: 'PostgreSQL',
};

/** Environment variables as a value: only the launcher's callers read the real ones. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Where a part listens on 127.0.0.1; 0 takes any free port. */
export interface Ports {
  temporal: number;
  /** Temporal's web page; null leaves it out. */
  temporalUi: number | null;
  kafka: number;
  postgres: number;
}

/** What a part needs to start. */
export interface PartContext {
  /** Absolute; holds the data, the logs and the records of what runs. */
  dataDir: string;
  /** Absolute; holds what was downloaded or built, shared by all stacks of this user. */
  cacheDir: string;
  env: Env;
  ports: Ports;
  /** False for throw-away stacks: PostgreSQL then doesn't wait for the disk. */
  durable: boolean;
  /** Says what is going on at the moment, for a person who waits. */
  progress: (text: string) => void;
}

/** What is known of a part that was started: written to `run/<part>.json` as soon as it has a process. */
export interface PartRecord {
  name: PartName;
  provider: string;
  version: string;
  /** As the setting takes it: `127.0.0.1:17233`, `127.0.0.1:19092`, `postgres://…`. */
  address: string;
  port: number;
  /** Address of a page to look at, if the part has one. */
  ui?: string;
  process: ProcessRecord;
}
