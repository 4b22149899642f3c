import { describe, expect, it } from '@jest/globals';
import { concerns } from '../../../../domain/alert/concerns.ts';
import type { Office } from '../../../../domain/alert/recipients.ts';

const posts = { manager: 'pm-1' };
const open = { restricted: false, pipeline: false, posts };
const restricted = { ...open, restricted: true };
const pipeline = { ...open, pipeline: true };

const person = (id: string, ...offices: Office[]) => ({ id, offices, isGroup: false });
const group = { id: 'group/park', offices: [], isGroup: true };

describe('a digest', () => {
  it.each([
    ['a group', group, { open: true, restricted: false, pipeline: false }],
    ['its manager', person('pm-1'), { open: true, restricted: true, pipeline: true }],
    ['another manager', person('pm-2'), { open: false, restricted: false, pipeline: false }],
    ['the team', person('t-1', 'team'), { open: true, restricted: false, pipeline: true }],
    [
      'supervision',
      person('s-1', 'supervision'),
      { open: true, restricted: true, pipeline: false },
    ],
  ])('tells %s of what concerns them alone', (_who, reader, told) => {
    expect({
      open: concerns(open, reader),
      restricted: concerns(restricted, reader),
      pipeline: concerns(pipeline, reader),
    }).toEqual(told);
  });
});
