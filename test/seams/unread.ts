import type { Field } from './fields.ts';

/**
 * Fields that no machine reads, by their types. They are in an object that a machine keeps whole and hands on to another
 * function, or a person reads them in the console, or both.
 */
export const UNREAD: Readonly<Record<string, readonly string[]>> = {
  // Read by people.
  Summary: ['summary'],
  Readiness: ['blocking'],
  ConfirmResult: ['summary', 'inSyncAt'],
  Decision: ['decidedBy'],
  MigrationClosed: ['report'],
  JoinResult: ['reason'],
  RollBackNotified: ['notified', 'report'],
  HeldNotified: ['notified'],
  HookNotified: ['notified'],
  StopResult: ['marked'],
  // What a hook of the user answers, handed on whole to JudgeHook.
  HookAnswer: ['reason', 'verdict'],
  // Handed on to ReportDrill, or read by people.
  DrillBegun: ['summary'],
  DrillConfirmed: ['summary'],
  ZoneSeen: ['zoneId', 'inSyncAt', 'answersAt', 'behind'],
  DrillRemoved: ['left', 'others', 'unread'],
  LeftOver: ['zoneId', 'what', 'command'],
  DrillReported: ['slower', 'left'],
  // Handed on with the findings, to AssessReadiness.
  CheckResult: ['notAsked', 'covers'],
  // Handed on with the databases, to VerifyRds.
  DescribedDatabases: ['findings', 'zones'],
  DatabaseEndpoint: ['host', 'port', 'subject'],
  DatabaseSettings: ['at', 'identifier', 'kind', 'engine', 'login', 'roundTrips', 'p99BudgetMs'],
  HostAndPort: ['host', 'port'],
  LoginSettings: ['by', 'connections', 'database', 'iamUser', 'keyArn', 'secretArn'],
  ProbedDatabase: ['host', 'measured', 'reach', 'subject'],
  Reach: ['addresses', 'certificate', 'failure', 'message', 'reached', 'server', 'tls'],
  Measured: ['lost', 'times', 'tried'],
  Percentiles: ['max', 'p50', 'p95', 'p99'],
  DatabaseLogin: ['host', 'outcome', 'subject'],
  LoginOutcome: ['connections', 'failure', 'in', 'message', 'query'],
  Connections: ['most', 'open'],
  // Handed on with what the zones say, to VerifyWorkloads.
  DescribedOwners: ['owned', 'unread'],
  OwnedName: ['name', 'owner'],
  // Handed on with a change, to ConfirmWeight.
  ChangeResult: ['summary', 'percent'],
  ZoneChange: ['zoneId', 'changeIds', 'epoch'],
  // Handed on with what a round of a rollback came to.
  RestoreResult: [
    'startedAt',
    'acceptedAt',
    'changes',
    'overwritten',
    'marked',
    'holder',
    'ttlInForceSeconds',
  ],
  RollBackRequest: ['predecessor'],
  NotRestored: ['zoneId'],
  RollBackHolder: ['arn', 'name', 'since', 'request'],
  ConfirmLegacyResult: ['inSyncAt', 'lastTtlRunsOutAt'],
  // Handed on with what was seen of the masters.
  MastersView: ['otherVolumes'],
  MasterGroup: [
    'zones',
    'desired',
    'suspended',
    'process',
    'reason',
    'targetGroupArns',
    'loadBalancers',
    'volumes',
  ],
  MasterInstance: ['lifecycle', 'state', 'zone', 'address', 'launchedAt'],
  EtcdVolume: ['id', 'etcdCluster', 'member', 'members', 'zone', 'state', 'attachedTo', 'attachment'],
  MasterHealth: ['failure'],
  ClusterVersions: ['masters', 'nodes'],
  MasterVersion: ['instance', 'version', 'reason'],
  NodeVersions: ['known', 'counts', 'reason'],
};

export function isUnread({ type, name }: Field): boolean {
  return UNREAD[type]?.includes(name) ?? false;
}
