import type { ZodType } from 'zod';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a route takes, and the type of what it answers, by name: what its documentation is made from. */
    params?: ZodType;
    query?: ZodType;
    body?: ZodType;
    answer?: string;
  }
}
