import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The output of a program of this folder, run in a process of its own whose time zone is `zone`. */
export function runUnder(zone: string, program: string): string {
  const path = fileURLToPath(new URL(program, import.meta.url));
  return execFileSync(process.execPath, ['--import', 'tsx', path], {
    encoding: 'utf8',
    env: { TZ: zone },
    maxBuffer: 16 * 1024 * 1024,
  });
}
