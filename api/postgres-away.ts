import { types } from 'node:util';

// Class 08: connection; 57P01-57P03: shut down, crashed, starting up; 53300: too many connections;
// 57014: cancelled by statement_timeout; 55P03: lock not available in time.
const SQL_STATES = /^(08...|57P0[1-3]|53300|57014|55P03)$/;
const SOCKET_CODES =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)$/;
// node-postgres has no codes for these.
const MESSAGES =
  /Connection terminated|timeout exceeded when trying to connect|Cannot use a pool after calling end|Client has encountered a connection error|Query read timeout/;

/** Whether PostgreSQL could not be asked, as opposed to having answered with an error. */
export function isPostgresAway(error: unknown): boolean {
  if (!types.isNativeError(error)) return false;
  // Of a name with several addresses, one for each.
  if ('errors' in error && Array.isArray(error.errors)) return error.errors.some(isPostgresAway);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (SQL_STATES.test(code) || SOCKET_CODES.test(code) || MESSAGES.test(error.message)) return true;
  return isPostgresAway(error.cause);
}
