import { cpus, loadavg, release, totalmem, type } from 'node:os';

/** Where and when was measured. */
export interface Machine {
  /** UTC. */
  date: string;
  processor: string;
  cores: number;
  memoryGigabytes: number;
  system: string;
  node: string;
  /** Of the minute before: above zero, others were at work too. */
  loadAtStart: string;
}

export function describeMachine(): Machine {
  const processors = cpus();
  return {
    date: new Date().toISOString().slice(0, 'YYYY-MM-DD'.length),
    processor: processors[0]?.model.trim() ?? 'unknown processor',
    cores: processors.length,
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release().split('-')[0] ?? ''}`,
    node: process.versions.node,
    loadAtStart: (loadavg()[0] ?? 0).toFixed(1),
  };
}
