import type { FastifyInstance } from 'fastify';
import { ROLES, type Role } from '../domain/fact.ts';
import type { Language } from '../domain/texts.ts';
import type { PersonRow } from '../readmodel/people.ts';

/** Who calls. Roles come from the list of people alone, never from what an issuer says. */
export interface Identity {
  /** Id in the list of people; of a program that is not in it, its own name at the issuer. */
  person: string;
  name: string;
  /** In the order of ROLES. */
  roles: readonly Role[];
  /** Authorities and utilities for which this person answers, as work items name them. */
  departments: readonly string[];
  /** Codes of the projects of whoever sees only own ones. */
  projects: readonly string[];
  via: 'session' | 'token' | 'loopback';
  /** A program that names the actor of each command itself, as command line and importers do. */
  mayActFor: boolean;
  language: Language;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Null where sign-in is not configured, and on open routes for whoever has not signed in. */
    identity: Identity | null;
  }
}

/** Gives every request an `identity` and a `webSession`, null until a hook finds out. */
export function decorateIdentity(app: FastifyInstance): void {
  app.decorateRequest('identity', null);
  app.decorateRequest('webSession', null);
}

/** A person of the list as a caller; their offices that are roles count, and night duty as the park's team. */
export function identityOf(
  { id, name, offices, departments, projects, language }: PersonRow,
  { via, mayActFor }: Pick<Identity, 'via' | 'mayActFor'>,
): Identity {
  const held: readonly string[] = offices.includes('duty') ? [...offices, 'team'] : offices;
  const roles = ROLES.filter((role) => held.includes(role));
  return { person: id, name, roles, departments, projects, via, mayActFor, language };
}
