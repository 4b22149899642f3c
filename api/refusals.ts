import type { RefusalCode } from '../domain/verdict.ts';
import type { CommandOutcome } from '../settlement/decision.ts';
import { ApiError } from './errors.ts';

// 403: another person may; 404: there is nothing to act on; 409: not in this state; 422: not with these values.
const STATUS: Record<RefusalCode, 403 | 404 | 409 | 422> = {
  NOT_REGISTERED: 404,
  ALREADY_REGISTERED: 409,
  UNKNOWN_MILESTONE: 422,
  UNKNOWN_TRAIT: 422,
  NOT_IN_PLAN: 422,
  ALREADY_REACHED: 409,
  NOT_IN_FUTURE: 422,
  PROJECT_CLOSED: 409,
  NOT_CLOSED: 409,
  ALREADY_PAUSED: 409,
  NOT_PAUSED: 409,
  UNKNOWN_CHANGE: 422,
  CHANGE_OPEN: 409,
  NOTHING_CHANGES: 409,
  ROLE_TOO_LOW: 403,
  SAME_PERSON: 403,
  NOTHING_TO_DECIDE: 409,
  DOCUMENT_REQUIRED: 422,
  INVALID_PERIOD: 422,
  DEPENDENCY_CYCLE: 409,
  APPROVAL_NOT_OPEN: 404,
  UNKNOWN_ITEM: 422,
  UNKNOWN_APPLICATION: 422,
  SEVERAL_APPLICATIONS: 422,
  UNKNOWN_DEPARTMENT: 422,
  NOT_APPLICABLE: 409,
  NOT_READY: 409,
  WRONG_STATE: 409,
  WRONG_KIND: 422,
  MODE_NOT_ALLOWED: 422,
  STOP_NOT_ALLOWED: 422,
  VETO_STANDS: 409,
  CERTIFICATE_HELD: 409,
  UNKNOWN_ALERT: 404,
  ALERT_CLOSED: 409,
  ALREADY_ACKNOWLEDGED: 409,
  NOT_CLEARED: 409,
  EVIDENCE_REQUIRED: 422,
  UNKNOWN_SIGNAL: 422,
  UNKNOWN_INSTRUCTION: 404,
  ALREADY_INSTRUCTED: 409,
  PERIOD_TOO_LONG: 422,
};

/** What an outcome that is not accepted becomes: the core's own code and words. */
export function refusal({ status, code, message, commandId }: CommandOutcome): ApiError {
  if (status === 'conflict') {
    return new ApiError('COMMAND_CONFLICT', message ?? `${commandId} was used before`, {
      help: 'Take a new commandId for a new command',
      commandId,
    });
  }
  const kind = {
    code: code ?? 'REFUSED',
    status: isRefusalCode(code) ? STATUS[code] : 409,
    title: 'The command was refused',
  };
  return new ApiError(kind, message ?? 'The command was refused', { commandId });
}

const isRefusalCode = (code: string | undefined): code is RefusalCode =>
  code !== undefined && Object.hasOwn(STATUS, code);
