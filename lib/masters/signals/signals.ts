import { Duration, Stack } from 'aws-cdk-lib';
import { type EventPattern, Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { MastersSettings } from '../../../lambdas/masters/contract/settings.ts';
import { MASTERS_EVENTS } from '../../../lambdas/masters/contract/states.ts';
import type { MastersFunctions } from '../functions/masters-functions.ts';

export interface SignalsProps {
  readonly settings: MastersSettings;
  readonly functions: MastersFunctions;
  readonly undelivered: IQueue;
}

/** An instance in one of these states serves nobody any more, or soon won't. */
const LEAVING = ['shutting-down', 'stopping', 'stopped', 'terminated'];

/** The schedule's next call makes up for one that could not be handed over to Lambda: see the catalog. */
const AT_ONCE = { retryAttempts: 0, maxEventAge: Duration.minutes(1) };

/** EventBridge's events about the account's instances, as narrowly as a pattern can say it; TakeSignal tells masters apart. */
export class Signals extends Construct {
  readonly rules: readonly Rule[];

  constructor(scope: Construct, id: string, { settings, functions, undelivered }: SignalsProps) {
    super(scope, id);
    const takeSignal = functions.of(MASTERS_EVENTS.takeSignal);
    const target = new LambdaFunction(takeSignal.lambda, {
      deadLetterQueue: undelivered,
      maxEventAge: Duration.hours(1),
    });
    const { account, region } = Stack.of(this);
    const { terminating, launching } = settings.hooks;
    const rule = (name: string, description: string, pattern: EventPattern): Rule => {
      const made = new Rule(this, name, {
        description,
        eventPattern: { account: [account], region: [region], ...pattern },
        targets: [target],
      });
      made.node.addDependency(takeSignal);
      return made;
    };
    const actions = rule('LifecycleActions', `A master of ${settings.cluster} waits in one of the hooks.`, {
      source: ['aws.autoscaling'],
      detailType: ['EC2 Instance-terminate Lifecycle Action', 'EC2 Instance-launch Lifecycle Action'],
      detail: { LifecycleHookName: [terminating, launching] },
    });
    const states = rule(
      'InstanceStates',
      'An instance of the account stops or is terminated; it may be a master.',
      {
        source: ['aws.ec2'],
        detailType: ['EC2 Instance State-change Notification'],
        detail: { state: LEAVING },
      },
    );
    const warnings = rule(
      'SpotWarnings',
      'A Spot instance of the account will be interrupted; it may be a master.',
      {
        source: ['aws.ec2'],
        detailType: ['EC2 Spot Instance Interruption Warning'],
      },
    );
    this.rules = [actions, states, warnings];
  }
}

/** Finds what no event reported, and puts the hooks on new groups. */
export class SweepSchedule extends Construct {
  constructor(scope: Construct, id: string, { settings, functions }: Omit<SignalsProps, 'undelivered'>) {
    super(scope, id);
    const called = [MASTERS_EVENTS.sweepMasters, MASTERS_EVENTS.reconcileHooks].map((state) =>
      functions.of(state),
    );
    const rule = new Rule(this, 'Rule', {
      description: `Checks the masters of ${settings.cluster}, whatever events report.`,
      schedule: Schedule.rate(Duration.seconds(settings.sweepSeconds)),
      targets: called.map(({ lambda }) => new LambdaFunction(lambda, AT_ONCE)),
    });
    rule.node.addDependency(...called);
  }
}
