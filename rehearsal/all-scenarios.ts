import { MASTERS_SCENARIOS } from './scenarios/masters/index.ts';
import { masterDies } from './scenarios/masters/master-dies.ts';
import type { MastersScenario } from './scenarios/masters/scenario.ts';
import { twoMastersAtOnce } from './scenarios/masters/two-masters-at-once.ts';
import { alarmAtHalf } from './scenarios/migration/alarm-at-half.ts';
import { MIGRATION_SCENARIOS } from './scenarios/migration/index.ts';
import type { MigrationScenario } from './scenarios/migration/scenario.ts';
import { week } from './scenarios/migration/week.ts';

export type Scenario = MigrationScenario | MastersScenario;

/** In the order in which they are listed and, for `all`, played. */
export const SCENARIOS: readonly Scenario[] = [...MIGRATION_SCENARIOS, ...MASTERS_SCENARIOS];

/** What `npm start` plays where nobody says: of the first product that the app has. */
export const SHOWN_FIRST: readonly Scenario[] = [week, alarmAtHalf];
export const MASTERS_SHOWN_FIRST: readonly Scenario[] = [masterDies, twoMastersAtOnce];
