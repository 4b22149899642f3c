import {
  APPROVAL_REQUESTS,
  type ApprovalRequest,
  type ApprovalRequestType,
} from './approval-requests.ts';
import { bareType } from './event.ts';

/** A message of `approval.requests`: its id, unique for ever, and what is asked. */
export type ParsedRequest = {
  [T in ApprovalRequestType]: { id: string; type: T; data: ApprovalRequest<T> };
}[ApprovalRequestType];

/** Reads a request by its CloudEvents attributes; `undefined` where it is none that is known. */
export function parseApprovalRequest(
  { id, type }: { id: string; type: string },
  json: unknown,
): ParsedRequest | undefined {
  const name = bareType(type);
  const schema = Object.entries(APPROVAL_REQUESTS).find(([known]) => known === name)?.[1];
  const parsed = schema?.safeParse(json);
  // `as`: the schema of a type gives the data of that type.
  return parsed?.success ? ({ id, type: name, data: parsed.data } as ParsedRequest) : undefined;
}
