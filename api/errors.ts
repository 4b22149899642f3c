import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { describeFaults, type Fault } from '../schemas/fault.ts';
import { NewerCore, SubjectFaulted } from '../settlement/errors.ts';
import { MendRefused } from '../settlement/mend.ts';
import { isPostgresAway } from './postgres-away.ts';

/** RFC 9457 problem details, with our code and, where there is one, the way out. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  code: string;
  help?: string;
  /** Every field that was not as expected. */
  errors?: Fault[];
  /** Repeat the command under this id: it takes effect once. */
  commandId?: string;
}

const KINDS = {
  INVALID_INPUT: { status: 400, title: 'The request is not as expected' },
  INVALID_JSON: { status: 400, title: 'The body is not JSON' },
  SIGN_IN_NEEDED: { status: 401, title: 'Who is asking is not known' },
  TOKEN_REFUSED: { status: 401, title: 'This token does not count' },
  CSRF_REFUSED: { status: 403, title: 'An act must come from a page of this session' },
  PERSON_UNKNOWN: { status: 403, title: 'Not in the list of people' },
  PERSON_INACTIVE: { status: 403, title: 'No longer at work here' },
  HOST_NOT_ALLOWED: { status: 403, title: 'This address is not served' },
  ORIGIN_NOT_ALLOWED: { status: 403, title: 'Pages of other sites may not call this API' },
  NOT_ALLOWED: { status: 403, title: 'You may not do this' },
  ACTOR_NOT_YOU: { status: 403, title: 'Nobody acts in the name of somebody else' },
  DASHBOARD_NOT_BUILT: { status: 404, title: 'The dashboard is not there' },
  ROUTE_NOT_FOUND: { status: 404, title: 'No such address' },
  PROJECT_NOT_FOUND: { status: 404, title: 'No such project' },
  APPROVAL_NOT_FOUND: { status: 404, title: 'No such approval' },
  ITEM_NOT_FOUND: { status: 404, title: 'No such item in this approval' },
  ALERT_NOT_FOUND: { status: 404, title: 'No such alert' },
  DEAD_LETTER_NOT_FOUND: { status: 404, title: 'No such dead letter' },
  COMMAND_CONFLICT: { status: 409, title: 'This commandId was used for another command' },
  ACCOUNT_NOT_FOUND: { status: 404, title: 'No such account' },
  ACCOUNTS_ELSEWHERE: { status: 409, title: 'Accounts are kept by another issuer' },
  BODY_TOO_LARGE: { status: 413, title: 'The body is too large' },
  NOT_JSON_CONTENT: { status: 415, title: 'Only application/json is read' },
  UNKNOWN_TEMPLATE: { status: 422, title: 'No such lifecycle template' },
  UNKNOWN_APPROVAL: { status: 422, title: 'No such approval template' },
  UNKNOWN_POLICY: { status: 422, title: 'No such colour policy' },
  TOO_MANY_REQUESTS: { status: 429, title: 'Too many requests' },
  ISSUER_AWAY: { status: 503, title: 'The issuer of sign-in does not answer' },
  POSTGRES_AWAY: { status: 503, title: 'PostgreSQL does not answer' },
  SUBJECT_FAULTED: { status: 503, title: 'The facts of this project cannot be settled now' },
  NEWER_CORE: { status: 503, title: 'This process is older than what it would overwrite' },
  INTERNAL: { status: 500, title: 'Something broke in the API' },
} as const;

/** What the API itself refuses; the core's refusals have codes of their own (refusals.ts). */
export type ApiErrorCode = keyof typeof KINDS;

/** Thrown by handlers; becomes a problem document. `title` and `status` follow from the code. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly extra: Pick<Problem, 'help' | 'errors' | 'commandId'>;

  constructor(
    kind: ApiErrorCode | { code: string; status: number; title: string },
    detail: string,
    extra: Pick<Problem, 'help' | 'errors' | 'commandId'> = {},
  ) {
    super(detail);
    const { code, status, title } =
      typeof kind === 'string' ? { code: kind, ...KINDS[kind] } : kind;
    this.code = code;
    this.status = status;
    this.title = title;
    this.extra = extra;
  }
}

/** PROJECT_NOT_FOUND, with the code that was asked for. */
export const projectNotFound = (code: string): ApiError =>
  new ApiError('PROJECT_NOT_FOUND', `There is no project ${code}`);

/** APPROVAL_NOT_FOUND, with what was asked for. */
export const approvalNotFound = (code: string, round: number): ApiError =>
  new ApiError('APPROVAL_NOT_FOUND', `Project ${code} has no round ${round} of its approval`, {
    help: 'It is opened by the first permit event, or at the milestone that its template names',
  });

/** INVALID_INPUT with every fault and its path. */
export const invalidInput = (errors: Fault[]): ApiError =>
  new ApiError('INVALID_INPUT', describeFaults(errors), { errors });

const RETRY_AFTER_SECONDS = 5;

/** Answers every error as `application/problem+json`; only those of the server are logged. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const known = asApiError(error, request.body);
  if (known.status === 401) void reply.header('www-authenticate', 'Bearer');
  if (known.status === 500) request.log.error({ err: error }, 'request failed');
  if (known.status === 503) {
    request.log.warn({ err: error }, 'request must be repeated');
    void reply.header('retry-after', String(RETRY_AFTER_SECONDS));
  }
  return reply
    .code(known.status)
    .type('application/problem+json')
    .send(JSON.stringify(problemOf(known, request.url)));
}

function problemOf(error: ApiError, instance: string): Problem {
  const { code, status, title, extra } = error;
  const type = `urn:kaigong:problem:${code.toLowerCase().replaceAll('_', '-')}`;
  return { type, title, status, detail: error.message, instance, code, ...extra };
}

function asApiError(error: unknown, body: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof NewerCore || error instanceof SubjectFaulted) {
    return new ApiError(error.code, error.message, repeatLater(body));
  }
  if (error instanceof MendRefused) return refusalOfMending(error);
  if (isPostgresAway(error)) {
    const detail = 'The database does not answer; nothing is lost';
    return new ApiError('POSTGRES_AWAY', detail, repeatLater(body));
  }
  if (isFastifyError(error)) {
    const kind = FASTIFY_CODES[error.code];
    if (kind) return new ApiError(kind, error.message, helpOf(kind));
    if (error.statusCode === 400) return new ApiError('INVALID_JSON', error.message);
  }
  return new ApiError('INTERNAL', 'The request could not be answered; the log of the API says why');
}

const MEND_STATUS: Record<MendRefused['code'], number> = {
  ROLE_TOO_LOW: 403,
  NOTHING_PARKED: 404,
  COMMAND_CONFLICT: 409,
  NOT_REGISTERED: 422,
};

function refusalOfMending({ code, message }: MendRefused): ApiError {
  if (code === 'COMMAND_CONFLICT') return new ApiError(code, message);
  return new ApiError({ code, status: MEND_STATUS[code], title: 'The act was refused' }, message);
}

const FASTIFY_CODES: Readonly<Record<string, ApiErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'BODY_TOO_LARGE',
  FST_REQ_FILE_TOO_LARGE: 'BODY_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'NOT_JSON_CONTENT',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'INVALID_JSON',
  FST_ERR_CTP_INVALID_JSON_BODY: 'INVALID_JSON',
  FST_ERR_BAD_URL: 'INVALID_INPUT',
};

const helpOf = (kind: ApiErrorCode) =>
  kind === 'NOT_JSON_CONTENT' ? { help: 'Send the header content-type: application/json' } : {};

function repeatLater(body: unknown): Pick<Problem, 'help' | 'commandId'> {
  const commandId = commandIdOf(body);
  if (commandId === undefined) return { help: 'Try again in a few seconds' };
  return {
    help: 'Repeat the command with the same commandId: it takes effect once',
    commandId,
  };
}

function commandIdOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('commandId' in body)) return undefined;
  return typeof body.commandId === 'string' ? body.commandId : undefined;
}

const isFastifyError = (error: unknown): error is FastifyError =>
  error instanceof Error && 'code' in error && typeof error.code === 'string';
