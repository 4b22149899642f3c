import type { FastifyRequest } from 'fastify';
import type { AlertCase } from '../domain/alert/case.ts';
import { present } from '../domain/present.ts';
import { findAlert, type AlertRow } from '../readmodel/alerts.ts';
import type { Queryable } from '../readmodel/pool.ts';

/** What a request is about, as far as it decides who may make it. */
export interface Place {
  /** Of a project; none for what concerns the park. */
  code?: string;
  alert?: AlertCase;
  /** Of its approval. */
  item?: string;
  /** Whose opinion is given. */
  department?: string;
}

/** Reads it from the address, and of commands from the body. */
export async function placeOf(client: Queryable, request: FastifyRequest): Promise<Place> {
  const { code, id } = textsOf(request.params);
  const { alertId, item, department } = textsOf(request.body);
  const ofAddress = request.routeOptions.url?.startsWith('/alerts/') ? id : undefined;
  const alert = await alertAt(client, ofAddress ?? alertId);
  const project = code ?? alert?.projectCode;
  // An alert of another project decides nothing here.
  const standing = alert?.projectCode === project ? (alert?.standing ?? undefined) : undefined;
  return present({ code: project, alert: standing, item, department });
}

const alertAt = (client: Queryable, id: string | undefined): Promise<AlertRow | undefined> =>
  id === undefined ? Promise.resolve(undefined) : findAlert(client, id);

/** The fields of an object that are texts. */
function textsOf(value: unknown): Partial<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}
