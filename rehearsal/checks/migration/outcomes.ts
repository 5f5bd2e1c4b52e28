/** The ways in which a migration may end for the names, seen from outside. */

import { NOT_READY, ROLLED_BACK } from '../../people/migration/habits.ts';
import { ended, notifiedOnce } from '../executions.ts';
import { answersCome } from './answers.ts';
import { rolledBackInTime } from './budget.ts';
import type { MigrationCheck } from './evidence.ts';
import { firstRollBackBecauseOf } from './roll-backs.ts';
import { clusterRecordsThere, fenceSays, legacyRecordsBack, nothingWritten } from './zones.ts';

/** Moved to the end: nothing was rolled back, and the cluster alone answers. */
export const MIGRATED: readonly MigrationCheck[] = [
  ended('Migrate', { status: 'SUCCEEDED' }),
  ended('RollBack'),
  clusterRecordsThere,
  fenceSays('closed'),
  answersCome('cluster'),
];

/** Nobody has written to a zone, and legacy answers. */
export const UNTOUCHED: readonly MigrationCheck[] = [
  nothingWritten,
  legacyRecordsBack,
  fenceSays('none'),
  answersCome('legacy'),
];

/** Something blocks the start: nothing was written, and people were notified why. */
export const NOT_BEGUN: readonly MigrationCheck[] = [
  ended('Migrate', { status: 'FAILED', error: 'NotReady' }),
  ...UNTOUCHED,
  notifiedOnce('it is not ready', NOT_READY),
];

/** Rolled back: everything is as it was before, but for the fence. */
export const BACK_ON_LEGACY: readonly MigrationCheck[] = [
  legacyRecordsBack,
  fenceSays('restored'),
  answersCome('legacy'),
];

/** An alarm fired while a migration was under way, and no person had to act. */
export const BACK_BY_ALARM: readonly MigrationCheck[] = [
  ended('Migrate', { status: 'ABORTED' }),
  firstRollBackBecauseOf('alarm'),
  rolledBackInTime,
  ...BACK_ON_LEGACY,
  notifiedOnce('it was rolled back', ROLLED_BACK),
];
