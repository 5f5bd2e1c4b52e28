/** Evidence of a soak and a drain in which nothing is wrong, to be spoilt one thing at a time. */
import type {
  AlarmState,
  AlarmTransition,
  CompositeAlarm,
  MetricAlarm,
} from '../../../lambdas/migration/domain/alarm.ts';
import type { AlarmEvidence } from '../../../lambdas/migration/domain/alarm-grounds.ts';
import type { Counted } from '../../../lambdas/migration/domain/counted.ts';
import type { DrainEvidence } from '../../../lambdas/migration/domain/drain-verdict.ts';
import type { SoakEvidence } from '../../../lambdas/migration/domain/soak-verdict.ts';

export function anAlarm(overrides: Partial<MetricAlarm> = {}): MetricAlarm {
  return {
    kind: 'metric',
    name: 'cluster-5xx',
    arn: 'arn:aws:cloudwatch:us-west-1:111122223333:alarm:cluster-5xx',
    state: 'OK',
    stateReason: 'Threshold Crossed',
    stateUpdatedAt: '2027-02-01T00:00:00Z',
    configurationUpdatedAt: '2027-01-01T00:00:00Z',
    actionsEnabled: true,
    periodSeconds: 60,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    alignedToClock: false,
    delaySeconds: 0,
    treatMissingData: 'notBreaching',
    metrics: [],
    queries: [],
    ignoresFewSamples: false,
    evaluationState: '',
    ...overrides,
  };
}

export function aComposite(overrides: Partial<CompositeAlarm> = {}): CompositeAlarm {
  const { arn, state, stateReason, stateUpdatedAt, configurationUpdatedAt, actionsEnabled } = anAlarm();
  const basics = { arn, state, stateReason, stateUpdatedAt, configurationUpdatedAt, actionsEnabled };
  return {
    kind: 'composite',
    name: 'any',
    ...basics,
    rule: 'ALARM(a)',
    actionsSuppressedBy: '',
    ...overrides,
  };
}

/** @param at `HH:MM` on 1 March 2027 */
export function change(at: string, from: AlarmState, to: AlarmState): AlarmTransition {
  return { at: `2027-03-01T${at}:00Z`, from, to, reason: `${from} to ${to}` };
}

export function quietAlarm(overrides: Partial<MetricAlarm> = {}): AlarmEvidence {
  const alarm = anAlarm(overrides);
  return {
    name: alarm.name,
    allowInsufficientData: false,
    alarm: { known: true, value: alarm },
    beneath: [],
    transitions: { known: true, value: [] },
  };
}

export function requests(source: string, n: number): Counted {
  return { known: true, source, requests: n, unit: 'request' };
}

/** One hour at 5 %, of which the cluster got 5 %. */
export function goodSoak(overrides: Partial<SoakEvidence> = {}): SoakEvidence {
  return {
    step: { percent: 5, soakSeconds: 3600, approval: false },
    last: false,
    soakFrom: '2027-03-01T00:00:00Z',
    soakUntil: '2027-03-01T01:00:00Z',
    now: Date.parse('2027-03-01T01:00:01Z'),
    extensions: 0,
    alarms: [quietAlarm()],
    zones: [{ zone: 'shop.test.', foreign: [] }],
    cluster: [requests('ingress', 500)],
    legacy: [requests('legacy', 9500)],
    recent: { from: '2027-03-01T00:45:01Z', cluster: [requests('ingress', 125)] },
    compared: [],
    ...overrides,
  };
}

/** Two days after the records were retired, legacy had three requests within the last hour. */
export function goodDrain(overrides: Partial<DrainEvidence> = {}): DrainEvidence {
  return {
    retiredAt: '2027-03-01T00:00:00Z',
    now: Date.parse('2027-03-03T00:00:00Z'),
    alarms: [quietAlarm()],
    zones: [{ zone: 'shop.test.', foreign: [] }],
    legacy: [requests('legacy', 3)],
    against: [],
    ...overrides,
  };
}
