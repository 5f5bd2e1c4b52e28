import { join } from 'node:path';
import { Annotations, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { DECIDE, DEPLOYMENT } from '../../lambdas/migration/contract/states.ts';
import { StateFunctions } from '../shared/functions/state-functions.ts';
import { JournalTable } from '../shared/journal-table.ts';
import { DecideMachine } from '../shared/machines/decide-machine.ts';
import { machineArn } from '../shared/machines/names.ts';
import { Notifications } from '../shared/notifications.ts';
import { claim } from '../shared/own-names.ts';
import { checkSecurity } from '../shared/security-checks.ts';
import type { MigrationConfig } from './config/migration-config.ts';
import { type ResolvedMigration, resolveMigration } from './config/resolve-migration.ts';
import { ControlAlarms } from './control-alarms.ts';
import { MIGRATION_FUNCTIONS } from './functions/migration-functions.ts';
import { changeableNames } from './iam/zone-changes.ts';
import { MigrateMachine } from './migrate/migrate-machine.ts';
import { NamesGuard } from './names-guard.ts';
import { ReportBucket } from './report-bucket.ts';
import { RollBackMachine } from './roll-back/roll-back-machine.ts';
import { RollBackTriggers } from './roll-back/roll-back-triggers.ts';

export interface CutoverStackProps extends StackProps {
  /** The alarms' events and the names of the machines belong to one account and region. */
  readonly env: { readonly account: string; readonly region: string };
  readonly migration: MigrationConfig;
  /**
   * The folder that holds one folder per function.
   * @default this project's
   */
  readonly functionSources?: string;
}

const SOURCES = join(import.meta.dirname, '../..', 'lambdas');

/** All that one migration needs. */
export class CutoverStack extends Stack {
  constructor(scope: Construct, id: string, props: CutoverStackProps) {
    // From JavaScript they may be left out, and then that is told as anything else that is.
    const {
      migration: config,
      functionSources = SOURCES,
      ...stackProps
    } = props ?? ({} as CutoverStackProps);
    const { env } = stackProps;
    const resolved = resolveMigration(config, env);
    const { settings, deployment } = resolved;
    const { migration, runbookUrl } = settings;
    super(scope, id, { description: `kops-cutover: the migration ${migration}`, ...stackProps });
    claim(this, { ...env, subject: `migration '${migration}'`, own: { name: migration } });
    this.#warn(resolved);

    const journal = new JournalTable(this, 'Journal');
    const { table } = journal;
    const { bucket } = new ReportBucket(this, 'Reports');
    const { topic } = new Notifications(this, 'Notifications', {
      name: migration,
      of: `the migration ${migration}`,
      ...deployment.notify,
    });
    const arn = (kind: 'Migrate' | 'RollBack' | 'Decide'): string => machineArn(this, migration, kind);
    const functions = new StateFunctions(this, 'Functions', {
      set: MIGRATION_FUNCTIONS,
      name: migration,
      sources: functionSources,
      settings,
      resources: {
        scope: this,
        name: migration,
        settings,
        tableArn: table.tableArn,
        topicArn: topic.topicArn,
        reportBucketArn: bucket.bucketArn,
        migrateArn: arn('Migrate'),
        rollBackArn: arn('RollBack'),
      },
      environment: {
        journalTable: table.tableName,
        topicArn: topic.topicArn,
        reportBucket: bucket.bucketName,
        migrateArn: arn('Migrate'),
        decideArn: arn('Decide'),
      },
      network: deployment.clusterNetwork,
      logRetention: deployment.logRetention,
    });

    const shared = { name: migration, settings, functions, logRetention: deployment.logRetention };
    const rollBack = new RollBackMachine(this, 'RollBack', { ...shared, topic }).machine.stateMachine;
    const migrate = new MigrateMachine(this, 'Migrate', { ...shared, rollBack }).machine.stateMachine;
    new DecideMachine(this, 'Decide', {
      ...shared,
      record: DECIDE.recordDecision,
      comment: 'A person’s answer to a held migration.',
      decided: 'The decision is kept with its reason, and the migration goes on by it.',
    });
    const { undelivered } = new RollBackTriggers(this, 'RollBackTriggers', {
      migration,
      alarmArns: settings.alarms.map((alarm) => alarm.arn),
      migrateArn: arn('Migrate'),
      rollBack,
    });
    new ControlAlarms(this, 'Alarms', { name: migration, runbookUrl, migrate, rollBack, undelivered, topic });

    new CfnOutput(this, 'StartHere', {
      value: arn('Migrate'),
      description: 'Start an execution of it with {}',
    });
    new CfnOutput(this, 'RollBackByHand', {
      value: arn('RollBack'),
      description: 'Start an execution of it with {}',
    });
    new CfnOutput(this, 'JournalTable', { value: table.tableName });
    new CfnOutput(this, 'ReportBucket', { value: bucket.bucketName });
    const guard = new NamesGuard(this, 'NamesGuard', shared);
    this.#changeAfter(guard, functions, [journal, functions.of(DEPLOYMENT.guardNames)]);
    checkSecurity(this);
  }

  /** Lets nothing of the stack be changed before the guard has allowed it, but what the guard itself needs. */
  #changeAfter(guard: NamesGuard, functions: IConstruct, needs: readonly IConstruct[]): void {
    const parts = this.node.children.flatMap((part) => (part === functions ? part.node.children : [part]));
    guard.before(parts.filter((part) => part !== guard && !needs.includes(part)));
  }

  #warn({ settings, warnings }: ResolvedMigration): void {
    for (const { code, path, message } of warnings) {
      Annotations.of(this).addWarningV2(`kops-cutover:${code}`, `${path}: ${message}`);
    }
    for (const { pattern, replaces } of changeableNames(settings).patterns) {
      Annotations.of(this).addWarningV2(
        `kops-cutover:names-widened:${pattern}`,
        `zones: ${replaces} record names don't fit into a role's policy; the functions that change records may change every name like '${pattern}' in the migration's zones.`,
      );
    }
  }
}
