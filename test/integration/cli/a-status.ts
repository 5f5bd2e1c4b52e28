import type { MigrationStatus } from '../../../lambdas/migration/contract/status.ts';
import manifest from '../../../package.json' with { type: 'json' };

export const STATUS: MigrationStatus = {
  version: manifest.version,
  migration: 'shop',
  account: '111122223333',
  region: 'us-west-1',
  at: '2027-01-05T12:00:00.123Z',
  phase: 'on-hold',
  summary: 'On hold at step 1 of 2 (5 %): a person must decide by 2027-01-06T12:00:00Z.',
  wait: { for: 'decision', since: '2027-01-05T11:00:00.000Z', until: '2027-01-06T12:00:00.000Z' },
  state: { name: 'HoldForDecision', since: '2027-01-05T11:00:00.000Z' },
  share: {
    intended: { least: 5, most: 5 },
    seen: { known: false, why: 'nobody counts' },
    zones: [{ zone: 'shop.test.', phase: 'shift', percent: 5, changedAt: '2027-01-05T09:00:00.000Z' }],
  },
  alarms: [
    { name: 'good', state: 'OK', reason: '' },
    { name: 'bad', state: 'ALARM', reason: 'too many' },
  ],
  decision: {
    hold: 'a1b2c3',
    state: 'JudgeSoak',
    since: '2027-01-05T11:00:00.000Z',
    until: '2027-01-06T12:00:00.000Z',
    reasons: ['Too few requests.'],
    answers: [
      { decision: 'promote', does: 'continues with 100 %' },
      { decision: 'skipDown', to: 1, does: 'goes back to 1 %' },
    ],
    without: 'Without a decision it rolls back.',
  },
  events: [
    { at: '2027-01-05T11:00:00.000Z', machine: 'Migrate', state: 'JudgeSoak', said: 'hold: Too few.' },
  ],
  unread: [],
};
