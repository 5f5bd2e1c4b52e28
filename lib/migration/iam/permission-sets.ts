/** What functions may do that several of them need. */
import { journal } from '../../shared/iam/common.ts';
import * as may from './permissions.ts';

/** Reads what is kept of the run, and keeps what a zone contains now while that run is open. */
export const writeState = journal('Query', 'GetItem', 'PutItem', 'ConditionCheckItem');

/** What preflight looks at in DNS, and who makes the first change once more. */
export const LOOK_AT_DNS = [may.readRecords, may.readZones, may.readHealthChecks, may.describeLoadBalancers];

/** What is known of a soak or a drain: the zone, the alarms and the requests. */
export const GATHER_EVIDENCE = [
  may.readRecords,
  may.describeAlarms,
  may.readAlarmHistory,
  may.readMetrics,
  may.listMetrics,
  may.describeLoadBalancers,
  journal('Query'),
];

/** Who serves legacy's traffic, and what they carried. */
export const LOOK_AT_LEGACY = [may.describeLoadBalancers, may.describeHosts, may.readMetrics];
