import { CfnOutput } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { MastersSettings } from '../../lambdas/masters/contract/settings.ts';
import { DECIDE_MASTERS, MASTERS_CONTROL, MASTERS_EVENTS } from '../../lambdas/masters/contract/states.ts';
import { environmentOf } from '../shared/config/home.ts';
import { showWarnings } from '../shared/config/show-warnings.ts';
import { StateFunctions } from '../shared/functions/state-functions.ts';
import { JournalTable } from '../shared/journal-table.ts';
import { DecideMachine } from '../shared/machines/decide-machine.ts';
import { machineArn } from '../shared/machines/names.ts';
import { Notifications, type Topics } from '../shared/notifications.ts';
import { alarmsIn } from '../shared/observability/dashboard.ts';
import { requireOneCdk } from '../shared/one-cdk.ts';
import { claim } from '../shared/own-names.ts';
import { undeliveredQueue } from '../shared/undelivered-queue.ts';
import type { MastersConfig } from './config/masters-config.ts';
import { type MastersDeployment, resolveMasters } from './config/resolve-masters.ts';
import { MASTERS_FUNCTION_SET, type MastersFunctions } from './functions/masters-functions.ts';
import { MastersAlarms } from './masters-alarms.ts';
import { MastersDashboard } from './masters-dashboard.ts';
import { ReplaceMasterMachine } from './replace-master/replace-master-machine.ts';
import { RollMastersMachine } from './roll-masters/roll-masters-machine.ts';
import { LifecycleHooks, type LifecycleHooksProps } from './signals/lifecycle-hooks.ts';
import { Signals, type SignalsProps, SweepSchedule } from './signals/signals.ts';
import { SweptMetrics } from './swept-metrics.ts';

/** What the construct is given. */
export interface MastersProps {
  /** The cluster, and how its masters are kept. */
  readonly masters: MastersConfig;
  /**
   * The folder that contains one folder per function.
   * @default this project's
   * @internal
   */
  readonly functionSources?: string;
}

/** Where the parts keep what they know, and whom they notify. */
interface Stores {
  readonly table: Table;
  readonly topics: Topics;
  /** Events that could not be taken. */
  readonly undelivered: IQueue;
}

/**
 * All that keeps the masters of one cluster, for a stack of which account and region are known. It changes and orders
 * nothing outside of itself, so a stack may contain more, also more of these.
 */
export class Masters extends Construct {
  /**
   * The checked configuration, completed with the defaults.
   * @internal
   */
  readonly settings: MastersSettings;
  /** The machine that replaces one master. */
  readonly replaceMaster: IStateMachine;
  /** The machine that replaces all masters, one after the other. */
  readonly rollMasters: IStateMachine;

  constructor(scope: Construct, id: string, props: MastersProps) {
    requireOneCdk(scope);
    // From JavaScript they may be left out, and then that is reported as anything else that is.
    const { masters: config, functionSources } = props ?? ({} as MastersProps);
    const resolved = resolveMasters(config, environmentOf(scope));
    super(scope, id);
    const { settings, deployment } = resolved;
    this.settings = settings;
    const { name, cluster, account, region } = settings;
    claim(this, { account, region, subject: `the masters of '${cluster}'`, own: { name, cluster } });
    showWarnings(this, resolved.warnings);

    const stores = this.#stores(deployment);
    const functions = this.#functions(functionSources, deployment, stores);
    const { undelivered, topics } = stores;
    const shared = { name, settings, functions, logRetention: deployment.logRetention };
    this.replaceMaster = new ReplaceMasterMachine(this, 'ReplaceMaster', {
      ...shared,
      topics,
    }).machine.stateMachine;
    const rollMasters = new RollMastersMachine(this, 'RollMasters', shared).machine;
    this.rollMasters = rollMasters.stateMachine;
    new DecideMachine(this, 'Decide', {
      ...shared,
      record: DECIDE_MASTERS.recordMastersDecision,
      comment: 'Your answer to a page.',
      decided: 'The decision is recorded with its reason, and the lease is free again.',
    });
    const { rules } = this.#putHooks({ ...shared, undelivered });
    const swept = new SweptMetrics(this, 'Swept', {
      settings,
      logs: functions.of(MASTERS_EVENTS.sweepMasters).logs,
    });
    new MastersAlarms(this, 'Alarms', {
      settings,
      functions,
      swept,
      replaceMaster: this.replaceMaster,
      rollMasters,
      undelivered,
      rules,
      topics,
    });
    if (deployment.dashboard) {
      const alarms = alarmsIn(this).map(({ arn }) => arn);
      new MastersDashboard(this, 'Dashboard', { settings, functions, swept, alarms });
    }
    this.#output(stores, functions);
  }

  #arn(kind: 'ReplaceMaster' | 'RollMasters' | 'Decide'): string {
    return machineArn(this, this.settings.name, kind);
  }

  #stores({ notify }: MastersDeployment): Stores {
    const { name, cluster } = this.settings;
    return {
      table: new JournalTable(this, 'Journal').table,
      topics: new Notifications(this, 'Notifications', { name, of: `the masters of ${cluster}`, ...notify })
        .topics,
      undelivered: undeliveredQueue(this),
    };
  }

  #functions(
    sources: string | undefined,
    { clusterNetwork, tokenKeyArn, logRetention }: MastersDeployment,
    { table, topics, undelivered }: Stores,
  ): MastersFunctions {
    const { settings } = this;
    const { name } = settings;
    return new StateFunctions(this, 'Functions', {
      set: MASTERS_FUNCTION_SET,
      name,
      sources,
      settings,
      resources: {
        scope: this,
        name,
        settings,
        tableArn: table.tableArn,
        topicArn: topics.mail.topicArn,
        chatTopicArn: topics.chat?.topicArn,
        replaceMasterArn: this.#arn('ReplaceMaster'),
        rollMastersArn: this.#arn('RollMasters'),
        tokenKeyArn,
        undeliveredArn: undelivered.queueArn,
      },
      environment: {
        journalTable: table.tableName,
        topicArn: topics.mail.topicArn,
        chatTopicArn: topics.chat?.topicArn ?? '',
        replaceMasterArn: this.#arn('ReplaceMaster'),
        decideArn: this.#arn('Decide'),
      },
      network: clusterNetwork,
      undelivered,
      logRetention,
    });
  }

  #putHooks(props: SignalsProps & LifecycleHooksProps): Signals {
    const signals = new Signals(this, 'Signals', props);
    const hooks = new LifecycleHooks(this, 'LifecycleHooks', props);
    const sweep = new SweepSchedule(this, 'Sweep', props);
    // No hook before there is somebody to take its events, and none put anew by the schedule once they are taken away.
    hooks.resource.node.addDependency(signals, this.replaceMaster);
    sweep.node.addDependency(hooks.resource);
    return signals;
  }

  #output({ table, undelivered }: Stores, functions: MastersFunctions): void {
    new CfnOutput(this, 'RollByHand', {
      value: this.#arn('RollMasters'),
      description:
        'Start an execution of it with {}, {"groups": ["<Auto Scaling group>"]}, {"olderThanDays": 240}, or {"dryRun": true}',
    });
    new CfnOutput(this, 'DecideByHand', {
      value: this.#arn('Decide'),
      description: 'Start an execution of it to answer a page',
    });
    new CfnOutput(this, 'StatusFunction', {
      value: functions.of(MASTERS_CONTROL.mastersStatus).lambda.functionArn,
      description: 'Called by: npx kops-cutover masters',
    });
    new CfnOutput(this, 'JournalTable', { value: table.tableName });
    new CfnOutput(this, 'UndeliveredEvents', {
      value: undelivered.queueUrl,
      description: 'The queue of events that could not be processed',
    });
  }
}
