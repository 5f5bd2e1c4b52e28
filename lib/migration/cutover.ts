import { CfnOutput, Lazy } from 'aws-cdk-lib';
import type { IRule } from 'aws-cdk-lib/aws-events';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct, type IConstruct } from 'constructs';
import { AUTHORITIES_FILE } from '../../lambdas/migration/contract/environment.ts';
import { probingPlaces } from '../../lambdas/migration/contract/probing-places.ts';
import type { MigrationSettings } from '../../lambdas/migration/contract/settings.ts';
import {
  CONTROL,
  DECIDE,
  DEPLOYMENT,
  type FunctionState,
  SIGNALS,
  WATCH,
} from '../../lambdas/migration/contract/states.ts';
import { environmentOf } from '../shared/config/home.ts';
import { showWarnings } from '../shared/config/show-warnings.ts';
import { functionArn } from '../shared/functions/function-arn.ts';
import { StateFunctions } from '../shared/functions/state-functions.ts';
import { JournalTable } from '../shared/journal-table.ts';
import { DecideMachine } from '../shared/machines/decide-machine.ts';
import { machineArn } from '../shared/machines/names.ts';
import { Notifications, type Topics } from '../shared/notifications.ts';
import { alarmsIn } from '../shared/observability/dashboard.ts';
import { requireOneCdk } from '../shared/one-cdk.ts';
import { claim } from '../shared/own-names.ts';
import { letRulesSend } from '../shared/undelivered-queue.ts';
import type { MigrationConfig } from './config/migration-config.ts';
import { type Deployment, type ResolvedMigration, resolveMigration } from './config/resolve-migration.ts';
import { ControlAlarms } from './control-alarms.ts';
import { DataPlane } from './data-plane.ts';
import { DrillMachine } from './drill/drill-machine.ts';
import {
  MIGRATION_FUNCTIONS,
  type MigrationFunctions,
  RECORD_STATES,
} from './functions/migration-functions.ts';
import { widenedNames } from './iam/widened-names.ts';
import { ZonePolicies } from './iam/zone-policies.ts';
import { MadeAlarms } from './made-alarms/made-alarms.ts';
import { MigrateMachine } from './migrate/migrate-machine.ts';
import { NameProbe } from './name-probe.ts';
import { NamesGuard } from './names-guard.ts';
import { putOut } from './outputs.ts';
import { RepeatedPreflight } from './repeated-preflight.ts';
import { ReportBucket } from './report-bucket.ts';
import { RollBackMachine } from './roll-back/roll-back-machine.ts';
import { RollBackTriggers } from './roll-back/roll-back-triggers.ts';
import { MigrationDashboard } from './run-dashboard.ts';
import { Signals, type SignalsProps } from './signals.ts';
import { WatchSchedules, watchGroup } from './watch-schedules.ts';

/** What the construct is given. */
export interface CutoverProps {
  /** The migration. */
  readonly migration: MigrationConfig;
  /**
   * The folder that contains one folder per function.
   * @default this project's
   * @internal
   */
  readonly functionSources?: string;
}

/** Where the parts keep what they know, and whom they notify. */
interface Stores {
  readonly journal: JournalTable;
  readonly reports: ReportBucket;
  readonly topics: Topics;
}

/**
 * All that one migration needs, for a stack of which account and region are known. It changes and orders nothing outside
 * of itself, so a stack may contain more, also more of these.
 */
export class Cutover extends Construct {
  /**
   * The checked configuration, completed with the defaults.
   * @internal
   */
  readonly settings: MigrationSettings;
  /** The machine that a person starts with `{}`. */
  readonly migrate: IStateMachine;
  /** The machine that restores legacy. */
  readonly rollBack: IStateMachine;

  constructor(scope: Construct, id: string, props: CutoverProps) {
    requireOneCdk(scope);
    // From JavaScript they may be left out, and then that is reported as anything else that is.
    const { migration: config, functionSources } = props ?? ({} as CutoverProps);
    const resolved = resolveMigration(config, environmentOf(scope));
    super(scope, id);
    const { deployment } = resolved;
    const madeAlarms = this.#madeAlarms(resolved);
    const dataPlane = this.#dataPlane(resolved, madeAlarms);
    const settings = { ...resolved.settings, ...(dataPlane && { dataPlane: dataPlane.settings }) };
    this.settings = settings;
    const { migration: name, account, region } = settings;
    claim(this, { account, region, subject: `migration '${name}'`, own: { name } });
    showWarnings(this, [...resolved.warnings, ...widenedNames(settings)]);

    const stores = this.#stores(deployment);
    const functions = this.#functions(functionSources, deployment, stores);
    const shared = { name, settings, functions, logRetention: deployment.logRetention };
    this.rollBack = new RollBackMachine(this, 'RollBack', {
      ...shared,
      topics: stores.topics,
    }).machine.stateMachine;
    this.migrate = new MigrateMachine(this, 'Migrate', {
      ...shared,
      rollBack: this.rollBack,
      topics: stores.topics,
    }).machine.stateMachine;
    if (settings.drill !== false) new DrillMachine(this, 'Drill', shared);
    new DecideMachine(this, 'Decide', {
      ...shared,
      record: DECIDE.recordDecision,
      comment: 'A person’s answer to a migration on hold.',
      decided: 'The decision is recorded with its reason, and the migration follows it.',
    });
    this.#watch(stores.topics, deployment, functions);
    this.#probe(functions, dataPlane ? undefined : madeAlarms);
    if (settings.dashboard !== false)
      new MigrationDashboard(this, 'Dashboard', { settings, functions, alarms: alarmsIn(this) });
    putOut(this, {
      migrateArn: this.#arn('Migrate'),
      rollBackArn: this.#arn('RollBack'),
      decideArn: this.#arn('Decide'),
      statusArn: functions.of(CONTROL.status).lambda.functionArn,
      journalTable: stores.journal.table.tableName,
      reportBucket: stores.reports.bucket.bucketName,
    });
    const guard = new NamesGuard(this, 'NamesGuard', { ...shared, madeAlarms: deployment.madeAlarms });
    // The functions' settings name the health check, and GuardNames is one of them.
    const checks = dataPlane ? [dataPlane, ...(madeAlarms ? [madeAlarms] : [])] : [];
    this.#changeAfter(guard, functions, [stores.journal, functions.of(DEPLOYMENT.guardNames), ...checks]);
  }

  #arn(kind: 'Migrate' | 'RollBack' | 'Decide'): string {
    return machineArn(this, this.settings.migration, kind);
  }

  #madeAlarms({ settings, deployment }: ResolvedMigration): MadeAlarms | undefined {
    const { madeAlarms: alarms } = deployment;
    const { migration: name, runbookUrl } = settings;
    return alarms && new MadeAlarms(this, 'MadeAlarms', { name, runbookUrl, alarms });
  }

  /** @param alarms that may be made after it: what the functions' settings name must be there before any function */
  #probe(functions: MigrationFunctions, alarms: MadeAlarms | undefined): void {
    const { migration: name, nameProbe } = this.settings;
    if (!nameProbe) return;
    const probe = new NameProbe(this, 'NameProbe', { name, functions });
    if (alarms) probe.before(alarms);
  }

  /** @param alarms that it may follow */
  #dataPlane({ settings, deployment }: ResolvedMigration, alarms?: MadeAlarms): DataPlane | undefined {
    const { dataPlaneAlarms } = deployment;
    const { migration: name, region, runbookUrl } = settings;
    if (!dataPlaneAlarms) return undefined;
    const dataPlane = new DataPlane(this, 'DataPlane', { name, region, runbookUrl, alarms: dataPlaneAlarms });
    // It names them, and Route 53 copies their settings when it is made.
    if (alarms) dataPlane.node.addDependency(alarms);
    return dataPlane;
  }

  #stores({ notify }: Deployment): Stores {
    const { migration: name } = this.settings;
    return {
      journal: new JournalTable(this, 'Journal'),
      reports: new ReportBucket(this, 'Reports'),
      topics: new Notifications(this, 'Notifications', { name, of: `the migration ${name}`, ...notify })
        .topics,
    };
  }

  #functions(
    sources: string | undefined,
    { databaseAuthorities, apiTokenKeyArn, logRetention }: Deployment,
    { journal, reports, topics }: Stores,
  ) {
    const { settings } = this;
    const { migration: name } = settings;
    const { table } = journal;
    const { bucket } = reports;
    const watching = new WatchSchedules(this, 'WatchSchedules', name);
    // Some functions name the roles of others, which are made after them.
    const roleOf = (state: FunctionState): string =>
      Lazy.string({ produce: () => functions.of(state).lambda.role?.roleArn });
    const watchFunctionRole = roleOf(WATCH.watch);
    const functions: MigrationFunctions & IConstruct = new StateFunctions(this, 'Functions', {
      set: MIGRATION_FUNCTIONS,
      name,
      sources,
      settings,
      ...(databaseAuthorities && { files: { [AUTHORITIES_FILE]: databaseAuthorities } }),
      resources: {
        scope: this,
        name,
        settings,
        zonePolicies: new ZonePolicies(this, 'ZonePolicies', settings),
        tableArn: table.tableArn,
        topicArn: topics.mail.topicArn,
        chatTopicArn: topics.chat?.topicArn,
        reportBucketArn: bucket.bucketArn,
        migrateArn: this.#arn('Migrate'),
        rollBackArn: this.#arn('RollBack'),
        watchGroup: watching.group,
        watchRoleArn: watching.role.roleArn,
        apiTokenKeyArn,
        watchFunctionRole,
      },
      environment: {
        journalTable: table.tableName,
        topicArn: topics.mail.topicArn,
        chatTopicArn: topics.chat?.topicArn ?? '',
        reportBucket: bucket.bucketName,
        migrateArn: this.#arn('Migrate'),
        rollBackArn: this.#arn('RollBack'),
        decideArn: this.#arn('Decide'),
        watchGroup: watching.group,
        watchArn: functionArn(this, `${name}-${WATCH.watch}`),
        watchRoleArn: watching.role.roleArn,
        ...(settings.trailRegion === undefined
          ? { recordRoles: '', watchFunctionRole: '' }
          : { recordRoles: RECORD_STATES.map(roleOf).join(' '), watchFunctionRole }),
      },
      network: settings.clusterNetwork,
      places: probingPlaces(settings).map(({ ending, subnetId, securityGroupIds }) => ({
        ending,
        network: { subnetIds: [subnetId], securityGroupIds },
      })),
      logRetention,
    });
    watching.after(functions.of(WATCH.watch));
    return functions;
  }

  /** Starts rollbacks by events and dry runs by the clock, and watches over this software itself. */
  #watch(topics: Topics, { repeatPreflight }: Deployment, functions: MigrationFunctions): void {
    const { settings, migrate, rollBack } = this;
    const { migration, runbookUrl, alarms } = settings;
    const { undelivered, rules, targetWith } = new RollBackTriggers(this, 'RollBackTriggers', {
      migration,
      alarmArns: alarms.map((alarm) => alarm.arn),
      migrateArn: this.#arn('Migrate'),
      rollBack,
    });
    const signals = this.#follow(functions, targetWith);
    letRulesSend(undelivered, [...rules, ...signals]);
    new ControlAlarms(this, 'Alarms', {
      name: migration,
      runbookUrl,
      migrate,
      rollBack,
      undelivered,
      rules,
      topics,
      watching: { lambda: functions.of(WATCH.watch).lambda, group: watchGroup(migration) },
    });
    new CfnOutput(this, 'UndeliveredEvents', {
      value: undelivered.queueUrl,
      description: 'The queue of events that could not start a rollback',
    });
    if (repeatPreflight)
      new RepeatedPreflight(this, 'RepeatedPreflight', {
        name: migration,
        runbookUrl,
        at: repeatPreflight,
        migrate,
        topics,
      });
  }

  /** @returns the rules by which signals start the rollback */
  #follow(functions: MigrationFunctions, rollBack: SignalsProps['rollBack']): readonly IRule[] {
    const { migration: name, runbookUrl, alarms, signals } = this.settings;
    if (!signals) return [];
    const followSignals = functions.of(SIGNALS.followSignals);
    const made = new Signals(this, 'Signals', {
      name,
      runbookUrl,
      alarms,
      signals,
      rollBack,
      followSignals: followSignals.lambda,
    });
    made.node.addDependency(followSignals);
    return made.rules;
  }

  /** Lets nothing of the migration be changed before the guard has allowed it, but what the guard itself needs. */
  #changeAfter(guard: NamesGuard, functions: IConstruct, needs: readonly IConstruct[]): void {
    const parts = this.node.children.flatMap((part) => (part === functions ? part.node.children : [part]));
    guard.before(parts.filter((part) => part !== guard && !needs.includes(part)));
  }
}
