import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { may } from '../../domain/rights.ts';
import { auditAll, type AuditEntry } from '../../readmodel/audit.ts';
import { domainNow } from '../../readmodel/clock.ts';
import { inboxOf, markRead } from '../../readmodel/inbox.ts';
import { findPerson, listPeople, savePeople, type PersonRow } from '../../readmodel/people.ts';
import { inTransaction, type Queryable } from '../../readmodel/pool.ts';
import { text } from '../../schemas/event-data.ts';
import { Person, PersonChange } from '../../schemas/person.ts';
import { auditBy, difference } from '../audit-entry.ts';
import type { ApiDeps } from '../deps.ts';
import { ApiError } from '../errors.ts';
import type { Identity } from '../identity.ts';
import { parseInput } from '../input.ts';
import { limitParam, numberCursor, pageOf } from '../paging.ts';
import type { InboxItem, PersonItem } from '../people-responses.ts';
import type { Page } from '../responses.ts';
import { isTrusted } from '../sight.ts';

const actor = text(100);
const SaveBody = z.strictObject({ actor, people: z.array(Person).min(1).max(500) });
const ChangeBody = z.strictObject({ actor, change: PersonChange });
const ReadBody = z.strictObject({ upTo: z.int().positive() });
const InboxQuery = z.object({ limit: limitParam, after: numberCursor.optional() });

/** The people of the park, how each is reached, and what each was told. */
export function peopleRoutes(app: FastifyInstance, { pool, clockOffsetMs, log }: ApiDeps): void {
  app.get(
    '/people',
    { config: { right: 'seePeople', answer: '{ items: PersonItem[] }' } },
    async ({ identity }): Promise<{ items: PersonItem[] }> => {
      return { items: (await listPeople(pool)).map((person) => personFor(identity, person)) };
    },
  );

  app.post(
    '/people',
    { config: { right: 'changePeople', actor: 'id', body: SaveBody, answer: '{ saved: number }' } },
    async (request): Promise<{ saved: number }> => {
      const { actor: by, people } = parseInput(SaveBody, request.body);
      await inTransaction(pool, async (client) => {
        const known = new Map((await listPeople(client)).map((one) => [one.id, one]));
        await savePeople(client, people);
        await auditAll(
          client,
          people.map((person) => savedEntry(request, by, { was: known.get(person.id), person })),
        );
      });
      log.info({ by, people: people.length }, 'people saved');
      return { saved: people.length };
    },
  );

  app.get<{ Params: { id: string } }>(
    '/people/:id',
    { config: { right: 'seePeople', answer: 'PersonItem' } },
    async (request): Promise<PersonItem> => {
      return personFor(request.identity, await personNamed(pool, request.params.id));
    },
  );

  app.post<{ Params: { id: string } }>(
    '/people/:id',
    { config: { right: 'changePeople', actor: 'id', body: ChangeBody, answer: 'PersonItem' } },
    async (request): Promise<PersonItem> => {
      const { actor: by, change } = parseInput(ChangeBody, request.body);
      const { id } = request.params;
      return inTransaction(pool, async (client) => {
        const was = await personNamed(client, id);
        const person = { ...was, ...change };
        await savePeople(client, [person]);
        await auditAll(client, [savedEntry(request, by, { was, person })]);
        log.info({ by, person: id, changed: Object.keys(change) }, 'person changed');
        return person;
      });
    },
  );

  inboxRoutes(app, { pool, clockOffsetMs });
}

/** What each was told. */
function inboxRoutes(
  app: FastifyInstance,
  { pool, clockOffsetMs }: Pick<ApiDeps, 'pool' | 'clockOffsetMs'>,
): void {
  app.get<{ Params: { id: string } }>(
    '/people/:id/inbox',
    { config: { right: 'readInbox', query: InboxQuery, answer: 'Page<InboxItem>' } },
    async (request): Promise<Page<InboxItem>> => {
      const { limit, after } = parseInput(InboxQuery, request.query);
      const { id: person } = request.params;
      const now = await domainNow(pool, clockOffsetMs);
      const ask = {
        person,
        now,
        limit: limit + 1,
        ...(after !== undefined && { before: after }),
      };
      const rows = await inboxOf(pool, ask);
      return pageOf(rows, limit, { item: (row) => row, cursor: ({ id }) => String(id) });
    },
  );

  app.post<{ Params: { id: string } }>(
    '/people/:id/inbox/read',
    { config: { right: 'markInbox', body: ReadBody, answer: '{ read: number }' } },
    async (request): Promise<{ read: number }> => {
      const { upTo } = parseInput(ReadBody, request.body);
      const now = await domainNow(pool, clockOffsetMs);
      return { read: await markRead(pool, { person: request.params.id, upTo, now }) };
    },
  );
}

// How somebody is reached is for whoever keeps the list, and for themselves.
function personFor(identity: Identity | null, person: PersonItem): PersonItem {
  if (isTrusted(identity) || identity.person === person.id) return person;
  return may(identity, 'seeAddresses') ? person : { ...person, addresses: {} };
}

async function personNamed(client: Queryable, id: string): Promise<PersonItem> {
  const person = await findPerson(client, id);
  if (person) return person;
  throw new ApiError(NOBODY, `Nobody has the id ${id}`);
}

function savedEntry(
  request: FastifyRequest,
  by: string,
  { was, person }: { was: PersonRow | undefined; person: PersonRow },
): AuditEntry {
  const object = `person/${person.id}`;
  return { ...auditBy(request, by), act: 'person.save', object, ...difference(was, person) };
}

const NOBODY = { code: 'PERSON_NOT_FOUND', status: 404, title: 'No such person' };
