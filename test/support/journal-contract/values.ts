/** What the contract of a journal puts into it. */
import type { RollBackRequest } from '../../../lambdas/migration/contract/roll-back-payloads.ts';
import type { Fence } from '../../../lambdas/migration/domain/fence.ts';
import type { Follow } from '../../../lambdas/migration/domain/follows.ts';
import type { Hold } from '../../../lambdas/migration/domain/hold.ts';
import type {
  BeforeImage,
  JournalRun,
  JournalZone,
  OwedMark,
} from '../../../lambdas/migration/domain/journal-state.ts';

export const at = (day: number) => `2026-03-0${day}T00:00:00.000Z`;
export const runOf = (execution: string, day = 1) => ({
  execution,
  executionArn: `arn:${execution}`,
  startedAt: at(day),
});

export const images = (count: number): ReadonlyMap<string, BeforeImage> =>
  new Map([
    [
      'Z1',
      {
        fenceName: '_cutover-shop.shop.test.',
        records: Array.from({ length: count }, (_, i) => ({
          Name: `n${i}.shop.test.`,
          Type: 'A',
          TTL: 300,
          ResourceRecords: [{ Value: '192.0.2.1' }],
        })),
        follows: [1, 250, 449].filter((i) => i < count).map(followerOf),
        role: { arn: 'arn:aws:iam::444455556666:role/dns', externalId: 'shop' },
        others: { 'shop.test. MX': '0123abcd' },
      },
    ],
    ['Z2', { fenceName: '_cutover-shop.cdn.test.', records: [], follows: [], role: null }],
    // As versions kept it that recorded neither roles nor the rest of the zone.
    ['Z3', { fenceName: '_cutover-shop.old.test.', records: [], follows: [] }],
  ]);

function followerOf(i: number): Follow {
  return { name: `n${i}.shop.test.`, on: 'n0.shop.test.', through: ['x.shop.test.'], throughSeconds: i };
}

export const zoneAt = (epoch: number, execution: string, zoneId = 'Z1'): JournalZone => {
  const fence: Fence = { migration: 'shop', epoch, phase: 'shift', weight: 5, execution };
  return { zoneId, fence, changeId: `/change/C${epoch}`, acceptedAt: at(1), ttlInForceSeconds: 300 };
};

export const holdOf = (run: string, taskToken: string): Hold => ({
  run,
  state: 'JudgeSoak',
  step: 1,
  reasons: ['too few requests'],
  taskToken,
  since: at(2),
});

export const requestAsOf = (asOf: string): RollBackRequest => ({
  source: 'alarm',
  run: '',
  reason: 'Alarm cluster-5xx',
  asOf,
  cause: 'arn:alarm',
});

export const markOf = (run: JournalRun, arn = 'rb-1', asOf = at(1)): OwedMark => ({
  run,
  holder: { arn, name: arn, since: at(2), request: requestAsOf(asOf) },
  inPlaceOf: '',
  unlessOneWay: false,
  at: at(2),
});
