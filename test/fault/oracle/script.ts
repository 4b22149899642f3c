import type { Registration } from '../../../domain/fact.ts';
import { makeMessages, mixtureOf } from './messages.ts';
import type { Message } from './message.ts';
import { makePark } from './park.ts';
import { isLate, makeCommands, makeRegistrations, type PersonsCommand } from './people.ts';
import { createChance } from './seeded.ts';

/** How much is done in a run. */
export interface Size {
  projects: number;
  messages: number;
  commands: number;
  /** How long the outside world goes on sending and asking. */
  spanMs: number;
}

/** All that the outside world does in a run: from its seed alone. */
export interface Script {
  park: Registration[];
  messages: Message[];
  registrations: PersonsCommand[];
  commands: PersonsCommand[];
}

/** The same seed and size give the same script, byte by byte. */
export function makeScript(seed: number, { projects, messages, commands, spanMs }: Size): Script {
  const park = makePark(createChance(seed, 'park'), projects);
  const codes = park.map(({ code }) => code);
  const people = createChance(seed, 'people');
  return {
    park,
    messages: makeMessages(createChance(seed, 'messages'), {
      mixture: mixtureOf(messages),
      projects: codes,
      spanMs,
    }),
    registrations: makeRegistrations(people, park, spanMs),
    commands: makeCommands(people, {
      commands,
      projects: codes.filter((_, nth) => !isLate(nth)),
      spanMs,
    }),
  };
}
