import { AUTHORITIES_FILE } from '../../../lambdas/migration/contract/environment.ts';
import {
  DECIDE,
  DEPLOYMENT,
  type FunctionState,
  MIGRATE,
} from '../../../lambdas/migration/contract/states.ts';
import { journal, publish } from '../../shared/iam/common.ts';
import {
  findCredentials,
  readKeysOfCredentials,
  simulateReaders,
  simulateWatch,
  VERIFY_KEYS,
} from '../iam/access-permissions.ts';
import { describeCluster, provisionStateBucket, readStateStore } from '../iam/cluster-permissions.ts';
import { connectByIam, describeDatabases, placeDatabases, readLogins } from '../iam/database-permissions.ts';
import { describeIngress, readWebAcls } from '../iam/ingress-permissions.ts';
import { describeNetwork, findZones } from '../iam/network-permissions.ts';
import { GATHER_EVIDENCE, LOOK_AT_DNS, LOOK_AT_LEGACY, writeState } from '../iam/permission-sets.ts';
import * as may from '../iam/permissions.ts';
import { askPrometheus } from '../iam/prometheus-permissions.ts';
import { CONTROL_CATALOG } from './control-catalog.ts';
import { DRILL_CATALOG } from './drill-catalog.ts';
import { DATABASES, type MigrationFunctionSpec, SMALL, WORKLOADS, ZONE_CHANGE } from './function-spec.ts';
import { HOOK_CATALOG } from './hook-catalog.ts';
import { ROLL_BACK_CATALOG } from './roll-back-catalog.ts';
import { WATCH_CATALOG } from './watch-catalog.ts';

export const CATALOG: Readonly<Record<FunctionState, MigrationFunctionSpec>> = {
  [MIGRATE.validateInput]: {
    comment: 'Checks the input, and that this run may start or continue.',
    ...SMALL,
    environment: ['journalTable'],
    permissions: [may.readRecords, journal('Query'), may.describeRuns],
  },
  [MIGRATE.provisionStateBucket]: {
    comment: 'Creates or checks the kops state bucket.',
    check: {},
    ...SMALL,
    environment: [],
    permissions: [provisionStateBucket],
  },
  [MIGRATE.verifyKms]: {
    comment:
      'Checks that the configured keys encrypt and decrypt, and that the cluster’s roles may use them.',
    check: {},
    timeoutSeconds: 300,
    memoryMb: 512,
    environment: [],
    permissions: VERIFY_KEYS,
  },
  [MIGRATE.verifyCluster]: {
    comment: 'Checks the kops cluster: its specification, its masters, and etcd’s volumes and backups.',
    check: {},
    timeoutSeconds: 120,
    memoryMb: 512,
    environment: [],
    permissions: [readStateStore, describeCluster],
  },
  [MIGRATE.describeDatabases]: {
    comment:
      'Reads the configured databases from RDS for ProbeDatabases, which has no access to the RDS API.',
    ...SMALL,
    environment: [],
    permissions: [describeDatabases, findZones],
  },
  [MIGRATE.probeDatabases]: {
    comment: 'Connects to the databases from one subnet, and measures the latency.',
    timeoutSeconds: 300,
    memoryMb: 512,
    environment: [],
    files: [AUTHORITIES_FILE],
    inEachPlace: true,
    permissions: [],
  },
  [MIGRATE.logInToDatabases]: {
    comment:
      'Logs in to the databases whose login is configured, and asks for nothing that changes anything.',
    timeoutSeconds: 300,
    memoryMb: 512,
    environment: [],
    files: [AUTHORITIES_FILE],
    inCluster: true,
    onlyIf: ({ settings }) => settings.databases.some(({ login }) => login !== undefined),
    permissions: [readLogins, connectByIam],
  },
  [MIGRATE.verifyRds]: {
    comment: 'Judges how the databases were reached from each zone, and how fast.',
    check: { databases: DATABASES },
    timeoutSeconds: 60,
    memoryMb: 256,
    environment: [],
    permissions: [],
  },
  [MIGRATE.verifyIngress]: {
    comment: 'Asks the cluster for the moved names, from outside, and compares its answers with legacy’s.',
    check: {},
    timeoutSeconds: 300,
    // More memory is more processor: handshakes are arithmetic. Above 640 MB, V8's young generation would be twice as large, and the
    // function take more than 256 MiB.
    memoryMb: 640,
    environment: [],
    permissions: [may.readRecords, may.describeLoadBalancers, may.readMetrics, describeIngress, readWebAcls],
  },
  [MIGRATE.verifyDns]: {
    comment: 'Checks every record that will move: its kind, its TTL, who else may write it.',
    check: {},
    ...ZONE_CHANGE,
    environment: ['watchFunctionRole'],
    permissions: [...LOOK_AT_DNS, may.findPrivateZones, simulateWatch],
  },
  [MIGRATE.verifyAlarms]: {
    comment: 'Checks that every alarm that rolls back exists, is OK and is evaluated.',
    check: {},
    ...SMALL,
    environment: [],
    permissions: [
      may.describeAlarms,
      may.readMetrics,
      may.readOwnHealthChecks,
      may.describeWatchedBalancer,
      askPrometheus,
    ],
  },
  [MIGRATE.verifyRollBack]: {
    comment: 'Checks that events start the rollback, and that its functions will be able to run.',
    check: {},
    ...SMALL,
    environment: ['migrateArn', 'rollBackArn'],
    permissions: [may.readRules, may.readLambdaLimits],
  },
  [MIGRATE.verifyNotifications]: {
    comment: 'Checks that somebody has confirmed a subscription of the notifications.',
    check: {},
    ...SMALL,
    environment: ['topicArn'],
    permissions: [may.listSubscriptions],
  },
  [MIGRATE.verifyLegacy]: {
    comment: 'Checks that legacy could take all the traffic back: its hosts, and what they carried.',
    check: {},
    ...ZONE_CHANGE,
    environment: [],
    permissions: [may.readRecords, ...LOOK_AT_LEGACY],
  },
  [MIGRATE.verifyCredentials]: {
    comment:
      'Checks that the cluster’s roles may read the parameters and secrets that legacy reads. Reads no value.',
    check: {},
    timeoutSeconds: 300,
    memoryMb: 512,
    environment: [],
    permissions: [findCredentials, readKeysOfCredentials, simulateReaders],
  },
  [MIGRATE.verifyNetwork]: {
    comment:
      'Checks the way from the nodes to each database: connection, routes, security groups, network ACLs.',
    check: {},
    ...SMALL,
    environment: [],
    permissions: [placeDatabases, describeNetwork],
  },
  [MIGRATE.describeOwners]: {
    comment:
      'Reads from the zones which names external-dns owns, for VerifyWorkloads, which may not reach Route 53.',
    ...ZONE_CHANGE,
    environment: [],
    permissions: [may.readOwners],
  },
  [MIGRATE.verifyWorkloads]: {
    comment: 'Asks the cluster’s API whether nodes, agents and the workloads behind the names are ready.',
    check: { workloads: WORKLOADS },
    timeoutSeconds: 120,
    memoryMb: 512,
    environment: [],
    inCluster: true,
    permissions: [may.readApiToken],
  },
  [MIGRATE.assessReadiness]: {
    comment: 'Writes a report of all findings and the plan: which records change, how and when.',
    ...ZONE_CHANGE,
    environment: ['reportBucket', 'topicArn', 'chatTopicArn'],
    permissions: [
      may.readRecords,
      may.describeAlarms,
      may.describeConnections,
      may.writeReports,
      may.readLastReport,
      publish,
    ],
  },
  [MIGRATE.lowerTtl]: {
    comment: 'Records the before-image, creates the fence and lowers the records’ TTL.',
    ...ZONE_CHANGE,
    environment: ['journalTable', 'reportBucket'],
    permissions: [...LOOK_AT_DNS, may.changeRecords, writeState, may.keepCopy],
  },
  [MIGRATE.adoptRecords]: {
    comment: 'Turns the simple records into weighted ones. Legacy still has all the traffic.',
    ...ZONE_CHANGE,
    environment: ['journalTable'],
    permissions: [may.readRecords, may.readChanges, may.changeRecords, writeState],
  },
  [MIGRATE.shiftWeight]: {
    comment: 'Gives the cluster the share of this step.',
    ...ZONE_CHANGE,
    environment: ['journalTable', 'reportBucket'],
    permissions: [may.readRecords, may.changeRecords, writeState, may.keepCopy],
  },
  [MIGRATE.confirmWeight]: {
    comment: 'Checks that the change is INSYNC in Route 53, and reads the records back.',
    ...ZONE_CHANGE,
    environment: ['journalTable'],
    permissions: [may.readRecords, may.readChanges, journal('Query')],
  },
  [MIGRATE.soak]: {
    comment: 'Keeps all as it is, and waits until the soak or the drain is over. Watch may end it early.',
    ...SMALL,
    environment: ['journalTable'],
    permissions: [journal('PutItem', 'ConditionCheckItem')],
  },
  [MIGRATE.judgeSoak]: {
    comment: 'Judges the soak by the alarms’ history, the zone and the requests seen.',
    ...ZONE_CHANGE,
    environment: ['journalTable'],
    permissions: [...GATHER_EVIDENCE, askPrometheus],
  },
  [MIGRATE.judgeLegacy]: {
    comment: 'Judges whether legacy could take all the traffic back now.',
    ...SMALL,
    environment: ['journalTable'],
    permissions: [...LOOK_AT_LEGACY, journal('Query')],
  },
  [MIGRATE.judgeTimeOut]: {
    comment: 'Judges whether legacy could take all the traffic back, before a hold’s time-out rolls back.',
    ...SMALL,
    environment: ['journalTable'],
    permissions: [...LOOK_AT_LEGACY, journal('Query')],
  },
  [MIGRATE.holdForDecision]: {
    comment: 'Notifies people of the reasons, and waits for a decision by the machine Decide.',
    ...SMALL,
    environment: ['journalTable', 'topicArn', 'chatTopicArn', 'decideArn'],
    permissions: [journal('GetItem', 'PutItem', 'ConditionCheckItem'), publish, may.sendEvents],
  },
  [MIGRATE.judgePromotion]: {
    comment:
      'Reads the alarms and legacy again before the migration continues as a person decided, or a hook.',
    ...SMALL,
    environment: ['journalTable'],
    permissions: [may.describeAlarms, ...LOOK_AT_LEGACY, journal('Query')],
  },
  [MIGRATE.retireLegacyRecords]: {
    comment: 'Removes legacy’s records, so that only the cluster answers. Legacy continues to run.',
    ...ZONE_CHANGE,
    environment: ['journalTable'],
    permissions: [may.readRecords, may.changeRecords, writeState],
  },
  [MIGRATE.measureLegacyTraffic]: {
    comment:
      'Counts the requests that legacy still gets, checks the alarms, and whether a rollback would be carried.',
    ...ZONE_CHANGE,
    environment: ['journalTable'],
    permissions: [...GATHER_EVIDENCE, may.describeHosts],
  },
  [MIGRATE.closeMigration]: {
    comment: 'Closes the fence, writes the last report and notifies people that the move is done.',
    ...ZONE_CHANGE,
    environment: ['journalTable', 'reportBucket', 'topicArn', 'chatTopicArn'],
    permissions: [
      may.readRecords,
      may.changeRecords,
      writeState,
      may.readRunHistory,
      may.writeReports,
      publish,
    ],
  },
  ...ROLL_BACK_CATALOG,
  ...HOOK_CATALOG,
  ...WATCH_CATALOG,
  ...DRILL_CATALOG,
  ...CONTROL_CATALOG,
  [DECIDE.recordDecision]: {
    comment: 'Records a person’s decision with its reason, and continues the migration accordingly.',
    ...SMALL,
    environment: ['journalTable'],
    permissions: [journal('Query', 'GetItem', 'PutItem', 'DeleteItem'), may.answerHolds],
  },
  [DEPLOYMENT.guardNames]: {
    comment: 'Refuses a deployment that would remove names that the rollback of an open run needs.',
    ...SMALL,
    environment: ['journalTable'],
    permissions: [may.readJournalOfAnyName],
  },
};
