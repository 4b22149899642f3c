import { describeFaults, faultsOf } from '../schemas/fault.ts';
import { PersonChange } from '../schemas/person.ts';
import { CliFailure, EXIT } from './failure.ts';

/** What `kaigong person set` may be told. */
export interface SetOptions {
  language?: string;
  channels?: string;
  quiet?: string;
  substitute?: string;
  from?: string;
  to?: string;
  active?: string;
}

/** The change that the options ask for; usage error with every fault. */
export function changeOf(options: SetOptions): PersonChange {
  const { language, channels, quiet, active } = options;
  const substitute = substituteOf(options);
  const result = PersonChange.safeParse({
    ...(language !== undefined && { language }),
    ...(channels !== undefined && { channels: channels.split(',').filter((name) => name !== '') }),
    ...(quiet !== undefined && { quiet: quietOf(quiet) }),
    ...(substitute !== undefined && { substitute }),
    ...(active !== undefined && { active: active === 'yes' }),
  });
  if (result.success) return result.data;
  throw new CliFailure(describeFaults(faultsOf(result.error)), { exitCode: EXIT.usage });
}

function quietOf(text: string) {
  if (text === 'none') return null;
  const [from, to] = text.split('-');
  return { from, to };
}

function substituteOf({ substitute, from, to }: SetOptions) {
  if (substitute === undefined) return undefined;
  if (substitute === 'none') return null;
  return {
    person: substitute,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}
