import type { ExecutionView } from '../emulator/emulator.ts';
import type { Machine } from '../estate/home.ts';
import type { Mail } from '../stage/mailbox.ts';
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
      return missing > 0
        ? [...wrong, `expected ${expected.length} executions, found ${found.length}`]
        : wrong;
    },
  };
}

/** People decided so often, and each decision was taken. */
export function decided(times: number): Check<AccountEvidence> {
  return ended('Decide', ...Array.from({ length: times }, () => ({ status: 'SUCCEEDED' as const })));
}

/** People were notified of this once: exactly one notification with a subject like this. */
export function notifiedOnce(what: string, subject: RegExp): Check<AccountEvidence> {
  return notifiedTimes(1, what, subject);
}

const NOTIFIED = ['never notified', 'notified once', 'notified twice'];

/** … or this often. */
export function notifiedTimes(times: number, what: string, subject: RegExp): Check<AccountEvidence> {
  return {
    claim: `People were ${NOTIFIED[times] ?? `notified ${times} times`} that ${what}`,
    contradictions: ({ situation }) => {
      const found = situation.mails.filter((mail) => subject.test(mail.subject));
      if (found.length === times) return [];
      const all = situation.mails.map((mail) => mail.subject).join(' | ');
      return [
        `${found.length} notifications match ${subject}; all subjects: ${all || 'none'}`,
        ...whatDiffers(found),
      ];
    },
  };
}

/** Of several notifications, the lines that not all of them have. */
function whatDiffers(mails: readonly Mail[]): readonly string[] {
  if (mails.length < 2) return [];
  const bodies = mails.map(({ body }) => body.split('\n').filter((line) => line.trim() !== ''));
  const isIn = (line: string) => bodies.every((lines) => lines.includes(line));
  return mails.flatMap(({ at, subject }, i) => {
    const own = (bodies[i] ?? []).filter((line) => !isIn(line)).map((line) => `  ${line.trim()}`);
    return own.length === 0
      ? []
      : [`${new Date(at).toISOString()} ${subject} says, unlike the others:`, ...own];
  });
}

/** The one notification with a subject like this names all of these. */
export function notifiedOfAll(subject: RegExp, names: readonly string[]): Check<AccountEvidence> {
  return {
    claim: `People were notified, in one message, of ${names.join(', ')}`,
    contradictions: ({ situation }) => {
      const bodies = situation.mails.filter((mail) => subject.test(mail.subject)).map(({ body }) => body);
      const missing = names.filter((name) => !bodies[0]?.includes(name));
      return [
        ...(bodies.length === 1 ? [] : [`${bodies.length} notifications match ${subject}`]),
        ...missing.map((name) => `it does not name ${name}`),
      ];
    },
  };
}

export const nobodyNotified: Check<AccountEvidence> = {
  claim: 'Nobody was notified',
  contradictions: ({ situation }) => situation.mails.map(({ subject }) => `"${subject}" was sent`),
};

export const nothingSentTwice: Check<AccountEvidence> = {
  claim: 'No notification was sent twice',
  contradictions: ({ situation }) => {
    const seen = new Set<string>();
    return situation.mails.flatMap(({ subject, body }) => {
      const text = `${subject}\n${body}`;
      const again = seen.has(text);
      seen.add(text);
      return again ? [`"${subject}" was sent twice with the same text`] : [];
    });
  },
};

export const nothingRuns: Check<AccountEvidence> = {
  claim: 'No execution is still running',
  contradictions: ({ situation }) =>
    situation.executions
      .filter(({ status }) => status === 'RUNNING')
      .map(({ machine, name, state }) => `${machine} ${name} is still in ${state}`),
};
