/** Calls of CloudTrail, and a foreign write that they are judged for. */
import type { ResourceRecordSet } from '../../../lambdas/migration/domain/record-set.ts';
import { judgeTrail, type TrailVerdict } from '../../../lambdas/migration/domain/watch/judge-trail.ts';
import { soughtUntil } from '../../../lambdas/migration/domain/watch/unexplained.ts';
import type { UnexplainedWrite } from '../../../lambdas/migration/domain/watch/unexplained-write.ts';
import {
  type Caller,
  soughtSet,
  type WriteCall,
} from '../../../lambdas/migration/domain/watch/write-call.ts';

export const A: ResourceRecordSet = {
  Name: 'www.shop.test.',
  Type: 'A',
  TTL: 60,
  ResourceRecords: [{ Value: '203.0.113.9' }],
};
export const OLD: ResourceRecordSet = { ...A, ResourceRecords: [{ Value: '192.0.2.1' }] };
export const B: ResourceRecordSet = { ...A, Name: 'api.shop.test.' };

export const RECORD_ROLE = 'arn:aws:iam::111122223333:role/Shop-ShiftWeightRole';

export const owner = {
  settings: {
    migration: 'shop',
    zones: [
      { id: 'Z1', name: 'shop.test.', records: [], fenceName: '_cutover-shop.shop.test.' },
      {
        id: 'Z2',
        name: 'cdn.test.',
        records: [],
        fenceName: '_cutover-shop.cdn.test.',
        role: { arn: 'arn:aws:iam::444455556666:role/dns' },
      },
    ],
  },
  recordRoles: ['arn:aws:iam::111122223333:role/Shop-LowerTtlRole', RECORD_ROLE],
};

export const NOBODY: Caller = {
  type: 'IAMUser',
  arn: 'arn:anna',
  account: '111122223333',
  userName: 'anna',
  session: '',
  role: '',
};
export const OURS: Caller = {
  ...NOBODY,
  type: 'AssumedRole',
  session: 'shop-ShiftWeight',
  role: RECORD_ROLE,
};
export const LENT: Caller = {
  ...NOBODY,
  type: 'AssumedRole',
  account: '444455556666',
  session: 'shop.run-1',
  role: 'arn:aws:iam::444455556666:role/dns',
};

export const write: UnexplainedWrite = {
  key: 'k',
  zoneId: 'Z1',
  zone: 'shop.test.',
  names: [{ name: A.Name, now: [soughtSet(A)], was: [soughtSet(OLD)] }],
  from: '2027-03-01T06:00:00.000Z',
  to: '2027-03-01T06:10:00.000Z',
};
export const both: UnexplainedWrite = {
  ...write,
  names: [...write.names, { name: B.Name, now: [soughtSet(B)], was: [] }],
};

export function call(given: Partial<WriteCall> = {}): WriteCall {
  return {
    eventId: 'e1',
    at: '2027-03-01T06:05:00Z',
    zoneId: 'Z1',
    who: NOBODY,
    from: '198.51.100.7',
    userAgent: 'aws-cli',
    changes: [{ action: 'UPSERT', record: A }],
    ...given,
  };
}

export const END = soughtUntil(write);

export function judge(
  calls: readonly WriteCall[],
  { of = write, now = END - 1, told = [] as string[] } = {},
): TrailVerdict {
  return judgeTrail(of, { calls, unreadable: [], cut: false }, { now, told, owner });
}

export const ids = (verdict: TrailVerdict) =>
  verdict.kind === 'found'
    ? verdict.calls.map(({ call: { eventId }, told }) => `${eventId}${told ? ' told' : ''}`)
    : verdict.kind;
