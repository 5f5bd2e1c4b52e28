import type { AccountEvidence, Check } from '../check.ts';
import { notifiedOfAll, ofMachine } from '../executions.ts';

const ASKED_BY = {
  alarm: 'aws.cloudwatch',
  decision: 'decision',
  execution: 'aws.states',
  migration: 'migration',
  /** As its rule says it: as an alarm's, in the form that Migrate's own requests have. */
  signal: 'alarm',
  watch: 'watch',
} as const;

/** Requests within this many milliseconds of the first come at the same time: which of them acts first is luck. */
const AT_ONCE_MS = 2_000;

/** One of the first rollbacks was started by this; one of them restored legacy, and the others joined it. */
export function firstRollBackBecauseOf(source: keyof typeof ASKED_BY): Check<AccountEvidence> {
  return {
    claim: `The ${source === 'decision' ? 'migration, on a person’s decision,' : source} started the first rollback, and legacy served at the end`,
    contradictions: (evidence) => {
      const [first, ...others] = ofMachine(evidence, 'RollBack');
      if (!first) return ['there was no rollback'];
      const until = Date.parse(first.started) + AT_ONCE_MS;
      const atOnce = [first, ...others.filter(({ started }) => Date.parse(started) <= until)];
      const asked = atOnce.map(({ executionArn }) => sourceOf(evidence.inputs.get(executionArn)));
      const ends = atOnce.map(({ status, state }) => `${status} in ${state}`);
      return [
        ...(asked.includes(ASKED_BY[source]) ? [] : [`it was started by ${asked.join(', ')}`]),
        ...(ends.includes('SUCCEEDED in LegacyServes') ? [] : [`it ended ${ends.join(', ')}`]),
      ];
    },
  };
}

/** As the stack names what it makes. */
export function isMadeAlarm(name: string): boolean {
  return /-ClusterAlarm-\w+$/.test(name);
}

export const startedByMadeAlarm: Check<AccountEvidence> = {
  claim: 'An alarm that the stack makes started the first rollback',
  contradictions: (evidence) => {
    const names = alarmsOf(evidence, ofMachine(evidence, 'RollBack').slice(0, 1));
    return names.some(isMadeAlarm) ? [] : [`what started it: ${names.join(', ') || 'no alarm'}`];
  },
};

/** Who asked for it. @param input of an execution of RollBack */
export function sourceOf(input: unknown): string {
  const named = typeof input === 'object' && input !== null && 'source' in input ? input.source : undefined;
  return typeof named === 'string' ? named : `${JSON.stringify(input)}`;
}

/** One execution of RollBack restored legacy; each of the others left it to that one, or was stopped by somebody. */
export function rolledBackByOne({
  joined,
  stopped = 0,
}: {
  readonly joined: number;
  readonly stopped?: number;
}): Check<AccountEvidence> {
  return {
    claim: `One rollback restored legacy; ${joined} joined it, and ${stopped} ${stopped === 1 ? 'was' : 'were'} stopped before`,
    contradictions: (evidence) => {
      const all = ofMachine(evidence, 'RollBack');
      return all.length === 0 ? ['there was no rollback'] : notByOne(all, joined, stopped);
    },
  };
}

/** Of the rollbacks that were started before people were notified, one restored legacy, and the others left it to that one. */
export function oneRolledBackForAll(notified: RegExp): Check<AccountEvidence> {
  return {
    claim:
      'Several alarms asked for a rollback before people were notified of it: one restored legacy, and each other one joined it',
    contradictions: (evidence) => {
      const started = startedBefore(evidence, notified);
      const alarms = alarmsOf(evidence, started);
      return [
        ...(alarms.length > 1
          ? []
          : [`alarms that asked before: ${alarms.join(', ') || 'none'}. So it proves nothing`]),
        ...notByOne(started, started.length - 1),
      ];
    },
  };
}

/** The one notification with a subject like this names each alarm that had asked for a rollback. */
export function notifiedOfAlarmsBefore(subject: RegExp): Check<AccountEvidence> {
  return {
    claim: 'People were notified, in one message, of each alarm that had fired before',
    contradictions: (evidence) => {
      const names = alarmsOf(evidence, startedBefore(evidence, subject));
      return notifiedOfAll(subject, names).contradictions(evidence);
    },
  };
}

type RollBack = ReturnType<typeof ofMachine>[number];

function startedBefore(evidence: AccountEvidence, notified: RegExp): readonly RollBack[] {
  const until = evidence.situation.mails.find(({ subject }) => notified.test(subject))?.at ?? Infinity;
  return ofMachine(evidence, 'RollBack').filter(({ started }) => Date.parse(started) < until);
}

/** Names of the alarms that these were started by, each once. */
function alarmsOf({ inputs }: AccountEvidence, rollBacks: readonly RollBack[]): readonly string[] {
  const asked = rollBacks.map(({ executionArn }) => inputs.get(executionArn));
  return [...new Set(asked.flatMap((input) => (isAlarmEvent(input) ? [input.detail.alarmName] : [])))];
}

/** As EventBridge passes on that an alarm fired. */
interface AlarmEvent {
  readonly detail: { readonly alarmName: string };
}

function isAlarmEvent(input: unknown): input is AlarmEvent {
  return sourceOf(input) === ASKED_BY.alarm;
}

/** All of them, unless one restored legacy, so many left it to that one, and so many were stopped. */
function notByOne(rollBacks: readonly RollBack[], joined: number, stopped = 0): readonly string[] {
  const ends = rollBacks.map(({ status, state }) => (status === 'SUCCEEDED' ? state : status));
  const wanted = [
    'LegacyServes',
    ...Array.from({ length: joined }, () => 'Joined'),
    ...Array.from({ length: stopped }, () => 'ABORTED'),
  ];
  if (ends.toSorted().join() === wanted.toSorted().join()) return [];
  return rollBacks.map(({ name, status, state }) => `${name} is ${status} in ${state}`);
}
