import { pino, type Logger } from 'pino';
import type { Config } from './config.ts';

/** The one logger of a process, passed down; `name` tells processes apart in a common stream. */
export function createLogger(
  name: string,
  { level, format }: Config<'logging'>['logging'],
): Logger {
  const options = { name, level };
  if (format === 'json') return pino(options);
  return pino({
    ...options,
    transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname', singleLine: true } },
  });
}
