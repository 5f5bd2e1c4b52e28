import { visible } from '../../../shared/contract/visible.ts';
import type { UnknownCode } from '../../contract/acceptances.ts';
import type { Finding, Level } from '../../contract/findings.ts';

/** What a finding that isn't a `pass` says: what was seen, why it matters, what to do about it. */
export interface Said {
  readonly seen: string;
  readonly why: string;
  readonly toDo: string;
}

/** A finding, whoever makes it. */
export type Remark = Omit<Finding, 'check'>;

export interface Making<Made extends Remark> {
  pass(subject: string, code: string, said: Omit<Said, 'toDo'>): Made;
  warn(subject: string, code: string, said: Said): Made;
  fail(subject: string, code: string, said: Said): Made;
  /** Only what can't be asked by design: what is denied or times out fails. */
  unknown(subject: string, code: UnknownCode, said: Said): Made;
}

/** For rules that more than one state goes by. */
export const remarks: Making<Remark> = {
  pass: (subject, code, said) => remark('pass', subject, code, { ...said, toDo: '' }),
  warn: (subject, code, said) => remark('warn', subject, code, said),
  fail: (subject, code, said) => remark('fail', subject, code, said),
  unknown: (subject, code, said) => remark('unknown', subject, code, said),
};

/** Names and messages of others are in all its texts, so here is where they are made fit to be shown, wherever that is. */
function remark(level: Level, subject: string, code: string, { seen, why, toDo }: Said): Remark {
  return {
    subject: visible(subject),
    level,
    code,
    seen: visible(seen),
    why: visible(why),
    toDo: visible(toDo),
  };
}

/** @param check the state that finds, e.g. `VerifyDns` */
export function notesOf(check: string): Making<Finding> {
  return {
    pass: (...said) => ({ check, ...remarks.pass(...said) }),
    warn: (...said) => ({ check, ...remarks.warn(...said) }),
    fail: (...said) => ({ check, ...remarks.fail(...said) }),
    unknown: (...said) => ({ check, ...remarks.unknown(...said) }),
  };
}
