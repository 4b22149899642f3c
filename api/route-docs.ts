import type { ZodType } from 'zod';

/** Answers that are no JSON, by the word that a route names in place of a type. */
export const OTHER_ANSWERS: Readonly<Record<string, string | null>> = {
  'text/html': 'text/html',
  'text/csv': 'text/csv',
  'text/plain': 'text/plain',
  /** A line of JSON for each. */
  'application/jsonl': 'application/jsonl',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  /** An object that some other program has given a form. */
  json: 'application/json',
  redirect: null,
  nothing: null,
};

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a route takes, and the type of what it answers, as TypeScript writes it, or a word of OTHER_ANSWERS: what its documentation is made from. */
    params?: ZodType;
    query?: ZodType;
    body?: ZodType;
    answer?: string;
    /** Of what it answers when all is well; 200 where none is named. */
    status?: number | readonly number[];
    /** Media types of the body, where they are others than JSON. */
    takes?: readonly string[];
    /** The answer goes on as server-sent events; `answer` is the type of their data. */
    stream?: boolean;
  }
}
