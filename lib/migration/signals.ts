import { Duration } from 'aws-cdk-lib';
import { Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { EventBus, EventField, type IRuleTarget, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { RollBackRequest } from '../../lambdas/migration/contract/roll-back-payloads.ts';
import type { AlarmSettings } from '../../lambdas/migration/contract/settings.ts';
import {
  SIGNAL,
  SIGNAL_WORDS,
  type SignalEvent,
  type SignalSettings,
  type SignalWord,
  signalAlarm,
  signalMetric,
} from '../../lambdas/migration/contract/signals.ts';
import { type Watch, watch } from '../shared/observability/watch.ts';
import { eachMinute } from './each-minute.ts';

export interface SignalsProps extends Watch {
  readonly signals: readonly SignalSettings[];
  /** Of the migration, those of the signals among them. */
  readonly alarms: readonly AlarmSettings[];
  readonly followSignals: IFunction;
  /** Starts the rollback with this. */
  readonly rollBack: (input: RuleTargetInput) => IRuleTarget;
}

const SAYS: Readonly<Record<SignalWord, string>> = {
  alarm: 'is in alarm',
  recovery: 'has recovered',
  heartbeat: 'still watches',
};

/**
 * An alarm in CloudWatch for each signal from elsewhere, so that all that knows alarms knows signals, too: FollowSignals feeds its
 * metric. The signal's own event starts the rollback, without waiting for that.
 */
export class Signals extends Construct {
  /** Those that start the rollback. */
  readonly rules: readonly Rule[];

  constructor(scope: Construct, id: string, props: SignalsProps) {
    super(scope, id);
    const { name, signals, followSignals } = props;
    this.rules = signals.map((signal) => this.#follow(signal, props));
    eachMinute(this, `Feeds the alarms that stand for the signals of the migration ${name}.`, followSignals);
  }

  /** @returns the rule that starts the rollback */
  #follow(signal: SignalSettings, props: SignalsProps): Rule {
    const { name, followSignals, rollBack, alarms } = props;
    for (const word of SIGNAL_WORDS)
      this.#rule(
        signal,
        word,
        `${signal.name}-${word}`,
        `The signal ${signal.name} ${SAYS[word]}.`,
      ).addTarget(
        new LambdaFunction(followSignals, {
          maxEventAge: Duration.hours(1),
          event: RuleTargetInput.fromObject({
            event: { signal: signal.name, word, at: EventField.time } satisfies SignalEvent,
          }),
        }),
      );
    const alarm = signalAlarm(name, signal.name);
    const arn = alarms.find((each) => each.name === alarm)?.arn ?? '';
    watch(this, SIGNAL, props, {
      which: signal.name,
      metric: new Metric({
        ...signalMetric(name),
        dimensionsMap: { [SIGNAL]: signal.name },
        period: Duration.minutes(1),
        statistic: Stats.MAXIMUM,
      }),
      says: `The signal ${signal.name} is in alarm: the migration ${name} rolls back. Without data it is silent.`,
      about: arn,
      // A call may come a minute late, but a minute in alarm counts.
      periods: 3,
      ofPeriods: 1,
      missing: TreatMissingData.MISSING,
    });
    const rule = this.#rule(
      signal,
      'alarm',
      `${signal.name}-rollback`,
      `Rolls the migration ${name} back when the signal ${signal.name} is in alarm.`,
    );
    // As Migrate and Watch ask. Only what EventBridge writes itself goes into a text: it escapes nothing.
    const request: RollBackRequest = {
      source: 'alarm',
      run: '',
      reason: `Signal ${signal.name} is in alarm (event ${EventField.eventId}).`,
      asOf: EventField.time,
      cause: arn,
    };
    rule.addTarget(rollBack(RuleTargetInput.fromObject(request)));
    return rule;
  }

  #rule(signal: SignalSettings, word: SignalWord, id: string, description: string): Rule {
    const { bus } = signal;
    const { 'detail-type': detailType, ...fields } = signal[word] as Record<string, never>;
    return new Rule(this, id, {
      description,
      eventPattern: { ...fields, ...(detailType !== undefined && { detailType }) },
      ...(bus !== 'default' && { eventBus: EventBus.fromEventBusName(this, `${id}-bus`, bus) }),
    });
  }
}
