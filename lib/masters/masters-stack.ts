import { join } from 'node:path';
import { Annotations, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { DECIDE_MASTERS } from '../../lambdas/masters/contract/states.ts';
import { StateFunctions } from '../shared/functions/state-functions.ts';
import { JournalTable } from '../shared/journal-table.ts';
import { DecideMachine } from '../shared/machines/decide-machine.ts';
import { machineArn } from '../shared/machines/names.ts';
import { Notifications } from '../shared/notifications.ts';
import { claim } from '../shared/own-names.ts';
import { checkSecurity } from '../shared/security-checks.ts';
import { undeliveredQueue } from '../shared/undelivered-queue.ts';
import type { MastersConfig } from './config/masters-config.ts';
import { type ResolvedMasters, resolveMasters } from './config/resolve-masters.ts';
import { MASTERS_FUNCTION_SET } from './functions/masters-functions.ts';
import { MastersAlarms } from './masters-alarms.ts';
import { ReplaceMasterMachine } from './replace-master/replace-master-machine.ts';
import { RollMastersMachine } from './roll-masters/roll-masters-machine.ts';
import { LifecycleHooks } from './signals/lifecycle-hooks.ts';
import { Signals, SweepSchedule } from './signals/signals.ts';

export interface MastersStackProps extends StackProps {
  /** The events and the names of the machines belong to one account and region. */
  readonly env: { readonly account: string; readonly region: string };
  readonly masters: MastersConfig;
  /**
   * The folder that holds one folder per function.
   * @default this project's
   */
  readonly functionSources?: string;
}

const SOURCES = join(import.meta.dirname, '..', '..', 'lambdas');

/** All that keeps the masters of one cluster. */
export class MastersStack extends Stack {
  constructor(scope: Construct, id: string, props: MastersStackProps) {
    // From JavaScript they may be left out, and then that is told as anything else that is.
    const { masters: config, functionSources = SOURCES, ...stackProps } = props ?? ({} as MastersStackProps);
    const { env } = stackProps;
    const resolved = resolveMasters(config, env);
    const { settings, deployment } = resolved;
    const { name, cluster } = settings;
    super(scope, id, { description: `kops-cutover: the masters of ${cluster}`, ...stackProps });
    claim(this, { ...env, subject: `the masters of '${cluster}'`, own: { name, cluster } });
    this.#warn(resolved);

    const { table } = new JournalTable(this, 'Journal');
    const { topic } = new Notifications(this, 'Notifications', {
      name,
      of: `the masters of ${cluster}`,
      ...deployment.notify,
    });
    const undelivered = undeliveredQueue(this);
    const arn = (kind: 'ReplaceMaster' | 'RollMasters' | 'Decide'): string => machineArn(this, name, kind);
    const functions = new StateFunctions(this, 'Functions', {
      set: MASTERS_FUNCTION_SET,
      name,
      sources: functionSources,
      settings,
      resources: {
        scope: this,
        name,
        settings,
        tableArn: table.tableArn,
        topicArn: topic.topicArn,
        replaceMasterArn: arn('ReplaceMaster'),
        rollMastersArn: arn('RollMasters'),
        tokenKeyArn: deployment.tokenKeyArn,
        undeliveredArn: undelivered.queueArn,
      },
      environment: {
        journalTable: table.tableName,
        topicArn: topic.topicArn,
        replaceMasterArn: arn('ReplaceMaster'),
        decideArn: arn('Decide'),
      },
      network: deployment.clusterNetwork,
      undelivered,
      logRetention: deployment.logRetention,
    });

    const shared = { name, functions, logRetention: deployment.logRetention };
    const replaceMaster = new ReplaceMasterMachine(this, 'ReplaceMaster', { ...shared, settings, topic })
      .machine.stateMachine;
    const rollMasters = new RollMastersMachine(this, 'RollMasters', shared).machine;
    new DecideMachine(this, 'Decide', {
      ...shared,
      record: DECIDE_MASTERS.recordMastersDecision,
      comment: 'A person’s answer to a page.',
      decided: 'The decision is kept with its reason, and the lease is free again.',
    });

    const signals = new Signals(this, 'Signals', { settings, functions, undelivered });
    const hooks = new LifecycleHooks(this, 'LifecycleHooks', { ...shared, settings });
    const sweep = new SweepSchedule(this, 'Sweep', { settings, functions });
    // No hook before there is somebody to take its events, and none put anew by the schedule once they are taken away.
    hooks.resource.node.addDependency(signals, replaceMaster);
    sweep.node.addDependency(hooks.resource);

    new MastersAlarms(this, 'Alarms', {
      settings,
      functions,
      replaceMaster,
      rollMasters,
      undelivered,
      topic,
    });

    new CfnOutput(this, 'RollByHand', {
      value: arn('RollMasters'),
      description:
        'Start an execution of it with {}, {"groups": ["<Auto Scaling group>"]}, {"olderThanDays": 240}, or {"dryRun": true}',
    });
    new CfnOutput(this, 'DecideByHand', {
      value: arn('Decide'),
      description: 'Start an execution of it when you were paged',
    });
    new CfnOutput(this, 'JournalTable', { value: table.tableName });
    new CfnOutput(this, 'UndeliveredEvents', {
      value: undelivered.queueUrl,
      description: 'The queue of events that could not be taken',
    });
    checkSecurity(this);
  }

  #warn({ warnings }: ResolvedMasters): void {
    for (const { code, path, message } of warnings) {
      Annotations.of(this).addWarningV2(`kops-cutover:${code}`, `${path}: ${message}`);
    }
  }
}
