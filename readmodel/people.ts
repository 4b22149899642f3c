import type { Member, Office } from '../domain/alert/recipients.ts';
import type { Language } from '../domain/texts.ts';
import type { Day } from '../domain/time.ts';
import type { Queryable } from './pool.ts';

/** A person of the park, whom it tells things. */
export interface PersonRow {
  /** As events and commands name the person. */
  id: string;
  name: string;
  offices: Office[];
  language: Language;
  /** By channel. */
  addresses: Record<string, string>;
  /** In the order to be tried. */
  channels: string[];
  /** Own quiet hours, `HH:MM` in Shanghai; null: the park's. */
  quiet: { from: string; to: string } | null;
  substitute: { person: string; from?: Day; to?: Day } | null;
  /** Authorities and utilities for which the person answers, as work items name them. */
  departments: string[];
  /** Codes of the own projects of an enterprise's contact. */
  projects: string[];
  active: boolean;
  sample: boolean;
}

interface Stored extends Omit<PersonRow, 'quiet' | 'substitute'> {
  quietFrom: string | null;
  quietTo: string | null;
  substitute: string | null;
  substituteFrom: Day | null;
  substituteTo: Day | null;
}

const COLUMNS = `id, name, roles as offices, language, addresses, channels,
  quiet_from as "quietFrom", quiet_to as "quietTo", substitute,
  substitute_from as "substituteFrom", substitute_to as "substituteTo", departments, projects,
  active, sample`;

/** Every person, by id; a park has some hundreds. */
export async function listPeople(client: Queryable): Promise<PersonRow[]> {
  const { rows } = await client.query<Stored>(`select ${COLUMNS} from person order by id`);
  return rows.map(personOf);
}

/** `undefined` if nobody has that id. */
export async function findPerson(client: Queryable, id: string): Promise<PersonRow | undefined> {
  const { rows } = await client.query<Stored>(`select ${COLUMNS} from person where id = $1`, [id]);
  return rows[0] && personOf(rows[0]);
}

/** Writes people whole, each over what was known under the same id. */
export async function savePeople(client: Queryable, people: readonly PersonRow[]): Promise<void> {
  for (const person of people) {
    await client.query(
      `insert into person (id, name, roles, language, addresses, channels, quiet_from, quiet_to,
         substitute, substitute_from, substitute_to, departments, projects, active, sample)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
       on conflict (id) do update set name = excluded.name, roles = excluded.roles,
         language = excluded.language, addresses = excluded.addresses,
         channels = excluded.channels, quiet_from = excluded.quiet_from,
         quiet_to = excluded.quiet_to, substitute = excluded.substitute,
         substitute_from = excluded.substitute_from, substitute_to = excluded.substitute_to,
         departments = excluded.departments, projects = excluded.projects,
         active = excluded.active, sample = excluded.sample`,
      valuesOf(person),
    );
  }
}

function valuesOf({ quiet, substitute, ...person }: PersonRow): unknown[] {
  const { id, name, offices, language, addresses, channels } = person;
  const { departments, projects, active, sample } = person;
  const { from = null, to = null } = quiet ?? {};
  const standIn = [substitute?.person, substitute?.from, substitute?.to];
  return [
    ...[id, name, offices, language, JSON.stringify(addresses), channels],
    ...[from, to, ...standIn.map((value) => value ?? null)],
    ...[departments, projects, active, sample],
  ];
}

/** A person as the core knows them. */
export const memberOf = ({ id, offices, active, substitute }: PersonRow): Member => ({
  id,
  offices,
  active,
  ...(substitute && { substitute }),
});

function personOf({ quietFrom, quietTo, substituteFrom, substituteTo, ...row }: Stored): PersonRow {
  const { substitute: standIn, ...rest } = row;
  return {
    ...rest,
    quiet: quietFrom !== null && quietTo !== null ? { from: quietFrom, to: quietTo } : null,
    substitute:
      standIn === null
        ? null
        : {
            person: standIn,
            ...(substituteFrom !== null && { from: substituteFrom }),
            ...(substituteTo !== null && { to: substituteTo }),
          },
  };
}
