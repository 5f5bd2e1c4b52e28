/** What hooks must keep from happening. Reads the zones' history, and the mails. */
import { DECISION_NEEDED, HOOK_AFTER_ROLLBACK, NOT_READY } from '../../people/migration/habits.ts';
import { ofMachine } from '../executions.ts';
import type { Evidence, MigrationCheck } from './evidence.ts';
import { shiftsTo } from './zones.ts';

/** @param share that no step may have come to until then, percent */
export function heldByHook(share: number, words: string): MigrationCheck {
  return {
    claim: `The hook held before ${share} %: no zone had that share until a person had it asked again`,
    contradictions: (evidence) => {
      const mail = evidence.situation.mails.find(({ subject }) => DECISION_NEEDED.test(subject));
      const [decision] = ofMachine(evidence, 'Decide');
      if (!mail || !decision) return ['nobody was asked, or nobody decided'];
      const said = mail.body.includes(words) ? [] : [`the message doesn't say "${words}":\n${mail.body}`];
      const decidedAt = Date.parse(decision.started);
      const [first] = timesOf(evidence, share);
      if (first === undefined) return [...said, 'no zone ever had it'];
      return first > decidedAt ? said : [...said, `a zone had it at ${new Date(first).toISOString()}`];
    },
  };
}

/** @param share percent */
export function neverAt(share: number): MigrationCheck {
  return {
    claim: `No name ever had ${share} %`,
    contradictions: (evidence) =>
      timesOf(evidence, share).map((at) => `a zone had it at ${new Date(at).toISOString()}`),
  };
}

/** When zones were given this share, in order. Epoch milliseconds. */
function timesOf({ scene }: Evidence, share: number): readonly number[] {
  return scene.zoneIds
    .flatMap((zoneId) => shiftsTo(scene, zoneId, share).map(({ acceptedAt }) => acceptedAt))
    .toSorted((a, b) => a - b);
}

/** @param answer what stands there instead of one that can be read */
export function brokenHookReported(answer: string): MigrationCheck {
  return {
    claim: 'The hook after the rollback was reported with what it failed with, and that legacy serves',
    contradictions: ({ situation }) => {
      const mail = situation.mails.find(({ subject }) => HOOK_AFTER_ROLLBACK.test(subject));
      const words = ['legacy serves', 'SyntaxError', answer];
      return words.flatMap((each) =>
        mail?.body.includes(each) ? [] : [`the message doesn't say "${each}":\n${mail?.body ?? 'none'}`],
      );
    },
  };
}

/** @param codes of the findings, in the order of the messages */
export function notReadyBecause(...codes: readonly string[]): MigrationCheck {
  return {
    claim: `Each message that it is not ready names its finding of VerifyHooks: ${codes.join(', then ')}`,
    contradictions: ({ situation }) => {
      const bodies = situation.mails.filter(({ subject }) => NOT_READY.test(subject)).map(({ body }) => body);
      return codes.flatMap((code, i) =>
        bodies[i]?.includes(code) ? [] : [`message ${i + 1} doesn't say "${code}":\n${bodies[i] ?? 'none'}`],
      );
    },
  };
}

/**
 * A state machine that is a hook ran once, and ended so.
 * @param share that no zone had before it ended, percent
 */
export function machineHookEnded(
  name: string,
  status: 'SUCCEEDED' | 'ABORTED',
  share: number,
): MigrationCheck {
  return {
    claim: `The state machine ${name} ran once as a hook, and ended ${status}; no zone had ${share} % before`,
    contradictions: (evidence) => {
      const runs = evidence.situation.executions.filter(({ machine }) => machine === name);
      const [run, ...others] = runs;
      if (!run || others.length > 0) return [`it ran ${runs.length} times`];
      const wrong = run.status === status ? [] : [`it is ${run.status} in ${run.state}`];
      const endedAt = Date.parse(run.stopped ?? '');
      const early = timesOf(evidence, share).filter((at) => !(at >= endedAt));
      return [...wrong, ...early.map((at) => `a zone had it at ${new Date(at).toISOString()}`)];
    },
  };
}
