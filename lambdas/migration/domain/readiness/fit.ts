/** What a check returns at most. What is left out is said, and what blocks still blocks. */
import { cut } from '../../../shared/domain/text.ts';
import type { CheckState } from '../../contract/calls.ts';
import type { CheckResult, Finding, Level } from '../../contract/findings.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { compact, joinBy } from './compact.ts';
import { covered } from './coverage.ts';
import { notesOf } from './finding.ts';

/**
 * Bytes of JSON: Step Functions hands on 256 KiB (262,144), those of all checks together, with the run and a person's note. The more
 * there may be of what a check looks at, the more it has.
 */
export const MOST_BYTES: Readonly<Record<CheckState, number>> = {
  [MIGRATE.verifyIngress]: 42_000,
  [MIGRATE.verifyWorkloads]: 40_000,
  [MIGRATE.verifyDns]: 30_000,
  [MIGRATE.verifyCluster]: 22_000,
  [MIGRATE.verifyLegacy]: 20_000,
  [MIGRATE.verifyRds]: 20_000,
  [MIGRATE.verifyNetwork]: 15_000,
  [MIGRATE.verifyKms]: 12_000,
  [MIGRATE.verifyCredentials]: 12_000,
  [MIGRATE.verifyAlarms]: 12_000,
  [MIGRATE.provisionStateBucket]: 5000,
  [MIGRATE.verifyRollBack]: 5000,
  [MIGRATE.verifyNotifications]: 5000,
  [MIGRATE.verifyHooks]: 5000,
};

/** Characters of a text, where nothing else helps. */
const SHORT = 300;
/** Characters of the subjects of one kind, where even kinds are many. */
const FEW_SUBJECTS = 600;

/**
 * The same where it fits. Otherwise findings are joined, step by step: those that say the same; then also those that might be
 * accepted, one by one, but are not; then all of a kind. What is accepted stays apart as long as there is room.
 */
export function fitted(result: CheckResult, settings: MigrationSettings): CheckResult {
  const most = MOST_BYTES[result.check as CheckState] ?? Math.min(...Object.values(MOST_BYTES));
  if (bytesOf(result) <= most) return result;
  const whole = covered(result, settings);
  const isAccepted = ({ code, subject }: Finding) =>
    settings.acceptances.some((each) => each.id === code && each.subject === subject);
  const ways = [compact, alikeJoined(isAccepted), kindsJoined(isAccepted)];
  for (const way of ways) {
    const smaller = { ...whole, findings: way(whole.findings) };
    if (bytesOf(smaller) <= most) return smaller;
  }
  return { ...whole, findings: asManyAsFit(kindsJoined(isAccepted)(whole.findings), { ...whole, most }) };
}

type Join = (findings: readonly Finding[]) => readonly Finding[];

function alikeJoined(isAccepted: (finding: Finding) => boolean): Join {
  return (findings) =>
    joinBy(findings, (finding) => {
      const { seen: _seen, subject: _subject, ...alike } = finding;
      return isAccepted(finding) ? finding : alike;
    });
}

function kindsJoined(isAccepted: (finding: Finding) => boolean): Join {
  return (findings) =>
    joinBy(findings, (finding) =>
      isAccepted(finding) ? finding : { level: finding.level, code: finding.code },
    ).map(({ seen, why, toDo, subject, ...kind }) => ({
      ...kind,
      subject: cut(subject, SHORT),
      seen: cut(seen, SHORT + FEW_SUBJECTS),
      why: cut(why, SHORT),
      toDo: cut(toDo, SHORT),
    }));
}

const WORST_FIRST: readonly Level[] = ['fail', 'unknown', 'warn', 'pass'];

interface Room extends Omit<CheckResult, 'findings'> {
  readonly most: number;
}

/** The worst first, and one that says that there are others. */
function asManyAsFit(findings: readonly Finding[], { most, ...result }: Room): readonly Finding[] {
  const sorted = findings.toSorted((a, b) => WORST_FIRST.indexOf(a.level) - WORST_FIRST.indexOf(b.level));
  let [kept, room] = [0, most - bytesOf({ ...result, findings: [leftOut(result.check, findings.length)] })];
  for (const finding of sorted) {
    room -= bytesOf(finding) + 1;
    if (room < 0) break;
    kept += 1;
  }
  return [...sorted.slice(0, kept), leftOut(result.check, sorted.length - kept)];
}

/** Fails, for one of them may. */
function leftOut(check: string, count: number): Finding {
  return notesOf(check).fail(check, 'findings-left-out', {
    seen: `${count} more kinds of findings are left out: Step Functions hands on no more.`,
    why: 'One of them may block the start.',
    toDo: 'Fix what is reported, then start again.',
  });
}

function bytesOf(value: object): number {
  return Buffer.byteLength(JSON.stringify(value));
}
