import { describe, expect, it } from '@jest/globals';
import { isPostgresAway } from '../../../api/postgres-away.ts';

const failure = (message: string, fields: object = {}) => Object.assign(new Error(message), fields);

describe('isPostgresAway', () => {
  it.each([
    ['connection refused', failure('', { code: 'ECONNREFUSED' })],
    ['every address refused', new AggregateError([failure('', { code: 'ECONNREFUSED' })])],
    ['shut down by its administrator', failure('', { code: '57P01' })],
    ['starting up', failure('', { code: '57P03' })],
    ['too many connections', failure('', { code: '53300' })],
    ['a statement took too long', failure('', { code: '57014' })],
    ['connection exception', failure('', { code: '08006' })],
    ['no free connection in time', failure('timeout exceeded when trying to connect')],
    ['a connection that broke', failure('Connection terminated unexpectedly')],
    ['as the cause of another', failure('wrapped', { cause: failure('', { code: 'ECONNRESET' }) })],
  ])('says yes: %s', (_why, error) => {
    expect(isPostgresAway(error)).toBe(true);
  });

  it.each([
    ['a unique key', failure('duplicate key', { code: '23505' })],
    ['a missing table', failure('no relation', { code: '42P01' })],
    ['a fault of ours', new TypeError('undefined is not a function')],
    ['what is no error', 'ECONNREFUSED'],
    ['nothing', undefined],
  ])('says no: %s', (_why, error) => {
    expect(isPostgresAway(error)).toBe(false);
  });
});
