import type { Finding } from '../../contract/findings.ts';

/** What a finding that isn't a `pass` says: what was seen, why it matters, what to do about it. */
export interface Said {
  readonly seen: string;
  readonly why: string;
  readonly toDo: string;
}

/** Makes the findings of one check. */
export interface Notes {
  pass(subject: string, code: string, said: Omit<Said, 'toDo'>): Finding;
  warn(subject: string, code: string, said: Said): Finding;
  fail(subject: string, code: string, said: Said): Finding;
}

/** @param check the state that finds, e.g. `VerifyDns` */
export function notesOf(check: string): Notes {
  return {
    pass: (subject, code, said) => ({ check, subject, level: 'pass', code, ...said, toDo: '' }),
    warn: (subject, code, said) => ({ check, subject, level: 'warn', code, ...said }),
    fail: (subject, code, said) => ({ check, subject, level: 'fail', code, ...said }),
  };
}
