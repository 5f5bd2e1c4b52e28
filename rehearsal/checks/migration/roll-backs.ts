import type { AccountEvidence, Check } from '../check.ts';
import { ofMachine } from '../executions.ts';

const ASKED_BY = {
  alarm: 'aws.cloudwatch',
  execution: 'aws.states',
  migration: 'migration',
  watch: 'watch',
} as const;

/** Requests within this many milliseconds of the first come at the same time: which of them acts first is luck. */
const AT_ONCE_MS = 2_000;

/** One of the first rollbacks was started by this; one of them restored legacy, and the others joined it. */
export function firstRollBackBecauseOf(source: keyof typeof ASKED_BY): Check<AccountEvidence> {
  return {
    claim: `The ${source} started the first rollback, and legacy served at the end`,
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

function sourceOf(input: unknown): string {
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
      const ends = all.map(({ status, state }) => (status === 'SUCCEEDED' ? state : status));
      const wanted = [
        'LegacyServes',
        ...Array.from({ length: joined }, () => 'Joined'),
        ...Array.from({ length: stopped }, () => 'ABORTED'),
      ];
      if (ends.toSorted().join() === wanted.toSorted().join()) return [];
      if (all.length === 0) return ['there was no rollback'];
      return all.map(({ name, status, state }) => `${name} is ${status} in ${state}`);
    },
  };
}
