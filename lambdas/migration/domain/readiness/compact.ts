/** Keeps what a check returns small: Step Functions hands at most 256 KiB from state to state. */
import { cut } from '../../../shared/domain/text.ts';
import { isAcceptable } from '../../contract/acceptances.ts';
import type { Remark } from './finding.ts';

/** Up to this many findings that say the same are reported one by one. */
const MOST_ALIKE = 10;
/** Up to this many characters, findings that differ in what was seen are all reported. */
const LONG = 20_000;
/** Characters of all the subjects of one kind. */
const SUBJECTS_LENGTH = 8000;

/**
 * Findings of one check with the same code, level, reason and advice become one that lists what they are about. Those that
 * a person may accept stay apart: each is accepted by its subject.
 */
export function compact<Said extends Remark>(findings: readonly Said[]): readonly Said[] {
  return joinBy(
    findings,
    ({ seen: _seen, subject, ...alike }) => (isAcceptable(alike) ? { ...alike, subject } : alike),
    MOST_ALIKE,
  );
}

/**
 * @param kindOf what those have in common that become one
 * @param mostApart up to this many of a kind stay apart
 */
export function joinBy<Said extends Remark>(
  findings: readonly Said[],
  kindOf: (finding: Said) => object,
  mostApart = 1,
): readonly Said[] {
  const kinds = Map.groupBy(findings, (finding) => JSON.stringify(kindOf(finding)));
  return [...kinds.values()].flatMap((group) => {
    const [first] = group;
    return first && group.length > mostApart ? [merge(first, group)] : group;
  });
}

/** The same for findings of which each has something to show: only where they are too long for that. */
export function compactIfLong<Said extends Remark>(findings: readonly Said[]): readonly Said[] {
  return JSON.stringify(findings).length > LONG ? compact(findings) : findings;
}

/** Several of the same code and level as one: nobody can accept it, for it is about others each time. */
function merge<Said extends Remark>(first: Said, group: readonly Said[]): Said {
  const subjects = cut(group.map(({ subject }) => subject).join(', '), SUBJECTS_LENGTH);
  const accept = isAcceptable(first)
    ? ' Each may be accepted by its own subject, and is then reported alone.'
    : '';
  return {
    ...first,
    subject: `${first.subject} and ${group.length - 1} more`,
    seen: `${first.seen} The same is true of all ${group.length}: ${subjects}`,
    toDo: `${first.toDo}${accept}`,
  };
}

/** Whether it is about several subjects. */
export function isMerged({ subject }: Pick<Remark, 'subject'>): boolean {
  return / and \d+ more$/.test(subject);
}
