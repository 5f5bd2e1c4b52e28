import type { ExecutionView } from '../emulator/emulator.ts';
import type { Machine } from '../shop/account.ts';
import type { AccountEvidence, Check } from './check.ts';

type Status = ExecutionView['status'];

export const ofMachine = ({ situation }: AccountEvidence, machine: Machine) =>
  situation.executions.filter((execution) => execution.machine.endsWith(`-${machine}`));

/** Every execution of a machine ended in one of these ways, in this order. */
export function ended(
  machine: Machine,
  ...expected: { readonly status: Status; readonly in?: string; readonly error?: string }[]
): Check<AccountEvidence> {
  const words = expected.map(({ status, in: state, error }) =>
    [status, state && `in ${state}`, error && `with ${error}`].filter(Boolean).join(' '),
  );
  return {
    claim: words.length === 0 ? `${machine} did not run` : `${machine} ended ${words.join(', then ')}`,
    contradictions: (evidence) => {
      const found = ofMachine(evidence, machine);
      const wrong = found.flatMap(({ name, status, state, error, cause }, i) => {
        const want = expected[i];
        const fits =
          want &&
          status === want.status &&
          (!want.in || state === want.in) &&
          (!want.error || error === want.error);
        return fits ? [] : [`${name} is ${status} in ${state}${error ? `: ${error}: ${cause}` : ''}`];
      });
      const missing = expected.length - found.length;
      return missing > 0 ? [...wrong, `there were ${found.length} executions, ${missing} fewer`] : wrong;
    },
  };
}

/** Every replacement ended with a member that is back; but for one, where a person was paged with this heading. */
export function replacementsEnded(paged?: string): Check<AccountEvidence> {
  const but = paged === undefined ? '' : `, but for one that paged ${paged}`;
  return {
    claim: `Every replacement ended with the master replaced${but}`,
    contradictions: (evidence) => {
      const all = ofMachine(evidence, 'ReplaceMaster');
      const failed = all.filter(({ status }) => status !== 'SUCCEEDED');
      const wanted = paged === undefined ? [] : [paged];
      const isAsWanted = failed.map(({ error }) => error).join() === wanted.join();
      return [
        ...(all.length > failed.length ? [] : ['no replacement succeeded']),
        ...(isAsWanted
          ? []
          : failed.map(({ name, status, error, cause }) => `${name} is ${status}: ${error}: ${cause}`)),
        ...(failed.length < wanted.length ? [`nobody was paged ${paged}`] : []),
      ];
    },
  };
}

const ASKED_BY = { alarm: 'aws.cloudwatch', execution: 'aws.states', migration: 'migration' } as const;

/** What asks within this many milliseconds of the first asks at the same time: which of them comes to act first is luck. */
const AT_ONCE_MS = 2_000;

/** Of the rollbacks that were started first, one was started by this; one of them put legacy back, and the others joined it. */
export function firstRollBackBecauseOf(source: keyof typeof ASKED_BY): Check<AccountEvidence> {
  return {
    claim: `The first rollback was asked for by the ${source}, and legacy served in the end`,
    contradictions: (evidence) => {
      const [first, ...others] = ofMachine(evidence, 'RollBack');
      if (!first) return ['there was no rollback'];
      const until = Date.parse(first.started) + AT_ONCE_MS;
      const atOnce = [first, ...others.filter(({ started }) => Date.parse(started) <= until)];
      const asked = atOnce.map(({ executionArn }) => sourceOf(evidence.inputs.get(executionArn)));
      const ends = atOnce.map(({ status, state }) => `${status} in ${state}`);
      return [
        ...(asked.includes(ASKED_BY[source]) ? [] : [`it was asked for by ${asked.join(', ')}`]),
        ...(ends.includes('SUCCEEDED in LegacyServes') ? [] : [`it is ${ends.join(', ')}`]),
      ];
    },
  };
}

function sourceOf(input: unknown): string {
  const named = typeof input === 'object' && input !== null && 'source' in input ? input.source : undefined;
  return typeof named === 'string' ? named : `${JSON.stringify(input)}`;
}

/** One execution of RollBack put legacy back; each of the others left it to that one, or was stopped by somebody. */
export function rolledBackByOne({
  joined,
  stopped = 0,
}: {
  readonly joined: number;
  readonly stopped?: number;
}): Check<AccountEvidence> {
  return {
    claim: `One rollback did it; ${joined} joined it, and ${stopped} ${stopped === 1 ? 'was' : 'were'} stopped before`,
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

/** People were told this once: exactly one notification with a subject like this. */
export function toldOnce(what: string, subject: RegExp): Check<AccountEvidence> {
  return toldTimes(1, what, subject);
}

/** … or so often. */
export function toldTimes(times: number, what: string, subject: RegExp): Check<AccountEvidence> {
  return {
    claim: `People were told ${times === 1 ? 'once' : times === 2 ? 'twice' : `${times} times`} that ${what}`,
    contradictions: ({ situation }) => {
      const found = situation.mails.filter((mail) => subject.test(mail.subject));
      if (found.length === times) return [];
      const all = situation.mails.map((mail) => mail.subject).join(' | ');
      return [`${found.length} notifications are like ${subject}, of: ${all || 'none'}`];
    },
  };
}

/** The one notification with a subject like this names all of these. */
export function toldOfAll(subject: RegExp, names: readonly string[]): Check<AccountEvidence> {
  return {
    claim: `People were told, in one message, of ${names.join(', ')}`,
    contradictions: ({ situation }) => {
      const bodies = situation.mails.filter((mail) => subject.test(mail.subject)).map(({ body }) => body);
      const missing = names.filter((name) => !bodies[0]?.includes(name));
      return [
        ...(bodies.length === 1 ? [] : [`${bodies.length} notifications are like ${subject}`]),
        ...missing.map((name) => `${name} is not in it`),
      ];
    },
  };
}

export const nobodyTold: Check<AccountEvidence> = {
  claim: 'Nobody was told anything',
  contradictions: ({ situation }) => situation.mails.map(({ subject }) => `"${subject}" was sent`),
};

export const nothingToldTwice: Check<AccountEvidence> = {
  claim: 'Nothing was told twice',
  contradictions: ({ situation }) => {
    const seen = new Set<string>();
    return situation.mails.flatMap(({ subject, body }) => {
      const text = `${subject}\n${body}`;
      const again = seen.has(text);
      seen.add(text);
      return again ? [`"${subject}" was sent twice with the same words`] : [];
    });
  },
};

export const nothingRuns: Check<AccountEvidence> = {
  claim: 'No execution is running any more',
  contradictions: ({ situation }) =>
    situation.executions
      .filter(({ status }) => status === 'RUNNING')
      .map(({ machine, name, state }) => `${machine} ${name} is still in ${state}`),
};
