import { z } from 'zod';
import { flag, integer, port } from './setting-values.ts';

const LOOPBACK = ['127.0.0.1', '[::1]', 'localhost'];
const ISSUER = 'expected an address such as https://login.park.example; http only on this machine';
const BASE = 'expected https, as people sign in under it from other machines';

/** Whether the host of an address is this machine. */
const isLoopback = (address: string): boolean => LOOPBACK.includes(new URL(address).hostname);

const isSafe = (address: string): boolean => address.startsWith('https:') || isLoopback(address);

const issuerAddress = z.url({ protocol: /^https?$/, error: ISSUER }).refine(isSafe, ISSUER);

/** How people and programs are known to the API: by the park's own issuer, by another, or not at all. */
export const signIn = z
  .object({
    KAIGONG_OIDC_ISSUER: issuerAddress.optional(),
    KAIGONG_OIDC_CLIENT_ID: z.string().default('kaigong'),
    KAIGONG_OIDC_CLIENT_SECRET: z.string().optional(),
    KAIGONG_OIDC_AUDIENCE: z.string().default('kaigong'),
    KAIGONG_OIDC_PERSON_CLAIM: z.string().default('sub'),
    KAIGONG_SESSION_IDLE_MINUTES: integer(1, 1_440, 120),
    KAIGONG_SESSION_HOURS: integer(1, 168, 12),
    KAIGONG_TRUSTED_PROXIES: z.string().optional(),
    KAIGONG_LOCAL_ISSUER: flag(false),
    KAIGONG_ISSUER_HOST: z.string().default('127.0.0.1'),
    KAIGONG_ISSUER_PORT: port(8705),
    KAIGONG_ISSUER_BASE: issuerAddress.transform((base) => new URL(base).origin).optional(),
    // Of the part `links`, whose own check says what is wrong with it.
    KAIGONG_LINK_BASE: z.string().optional(),
  })
  .superRefine((env, context) => {
    const issue = (path: keyof typeof env, message: string) => {
      context.addIssue({ code: 'custom', path: [path], message });
    };
    const hasIssuer = env.KAIGONG_OIDC_ISSUER !== undefined;
    if (hasIssuer && env.KAIGONG_LOCAL_ISSUER) {
      issue('KAIGONG_LOCAL_ISSUER', 'there is another issuer: KAIGONG_OIDC_ISSUER');
    }
    const base = env.KAIGONG_LINK_BASE;
    if ((hasIssuer || env.KAIGONG_LOCAL_ISSUER) && base !== undefined && URL.canParse(base)) {
      if (!isSafe(base)) issue('KAIGONG_LINK_BASE', BASE);
    }
  })
  .transform((env) => ({
    ...(env.KAIGONG_OIDC_ISSUER !== undefined && {
      client: {
        issuer: env.KAIGONG_OIDC_ISSUER,
        clientId: env.KAIGONG_OIDC_CLIENT_ID,
        clientSecret: env.KAIGONG_OIDC_CLIENT_SECRET,
      },
    }),
    ...(env.KAIGONG_LOCAL_ISSUER && {
      localIssuer: {
        host: env.KAIGONG_ISSUER_HOST,
        port: env.KAIGONG_ISSUER_PORT,
        base: env.KAIGONG_ISSUER_BASE,
      },
    }),
    limits: {
      audience: env.KAIGONG_OIDC_AUDIENCE,
      personClaim: env.KAIGONG_OIDC_PERSON_CLAIM,
      idleMinutes: env.KAIGONG_SESSION_IDLE_MINUTES,
      sessionHours: env.KAIGONG_SESSION_HOURS,
      trustedProxies: env.KAIGONG_TRUSTED_PROXIES,
    },
  }));

const API_HOST =
  'expected 127.0.0.1, ::1 or localhost: elsewhere people must sign in (KAIGONG_OIDC_ISSUER or KAIGONG_LOCAL_ISSUER)';

/** Where the API listens: beyond this machine only where people sign in. */
export const apiAddress = z
  .object({
    KAIGONG_API_HOST: z.string().default('127.0.0.1'),
    KAIGONG_API_PORT: integer(0, 65_535, 8700),
    KAIGONG_OIDC_ISSUER: z.string().optional(),
    KAIGONG_LOCAL_ISSUER: z.string().optional(),
  })
  .superRefine((env, context) => {
    const isOpen = !['127.0.0.1', '::1', 'localhost'].includes(env.KAIGONG_API_HOST);
    const isLocal = flag(false).safeParse(env.KAIGONG_LOCAL_ISSUER).data === true;
    if (!isOpen || env.KAIGONG_OIDC_ISSUER !== undefined || isLocal) return;
    context.addIssue({ code: 'custom', path: ['KAIGONG_API_HOST'], message: API_HOST });
  })
  .transform((env) => ({ host: env.KAIGONG_API_HOST, port: env.KAIGONG_API_PORT }));

/** How the command line shows itself to the API. */
export const programToken = {
  KAIGONG_TOKEN: z.string().optional(),
  KAIGONG_OIDC_ISSUER: issuerAddress.optional(),
  KAIGONG_CLIENT_ID: z.string().optional(),
  KAIGONG_CLIENT_SECRET: z.string().optional(),
};
