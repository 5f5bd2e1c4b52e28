import type { JournalState } from '../../../../../../lambdas/migration/domain/journal-state.ts';
import type { ResourceRecordSet } from '../../../../../../lambdas/migration/domain/record-set.ts';
import { someSettings } from '../../../../../support/migration/settings.ts';
import { SHOP_ZONES } from '../../../../../support/migration/shop-zones.ts';

export const SETTINGS = someSettings({ runbookUrl: 'https://x.test/runbook.md' });
export const MIGRATION = 'arn:aws:states:us-west-1:111122223333:execution:shop-Migrate:run-1';
export const DECIDE = 'arn:aws:states:us-west-1:111122223333:stateMachine:shop-Decide';

const isMigrated = ({ Type, Name }: ResourceRecordSet) => Type !== 'MX' && !Name.startsWith('mail');

export const STATE: JournalState = {
  run: {
    execution: 'run-1',
    executionArn: MIGRATION,
    startedAt: '2027-03-01T00:00:00Z',
    status: 'open',
    statusAt: '2027-03-01T00:00:00Z',
    begunAt: '2027-03-01T00:00:00Z',
    beforeImageOf: 'run-1',
    tookOver: '',
  },
  beforeImage: new Map(
    SHOP_ZONES.map(({ id, records = [] }) => [
      id,
      {
        fenceName: `_cutover-shop.${id}.`,
        records: (records as ResourceRecordSet[]).filter(isMigrated),
        follows: [],
      },
    ]),
  ),
  zones: new Map(),
  epochs: new Map(),
};
