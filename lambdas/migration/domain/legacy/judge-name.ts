import { type Remark, remarks } from '../readiness/finding.ts';
import type { Reading } from '../reading.ts';

/** What one address answered. */
export interface AnswerSeen {
  readonly address: string;
  /** The HTTP status. */
  readonly status: Reading<number>;
}

export interface NameSeen {
  readonly host: string;
  readonly path: string;
  readonly answers: Reading<readonly AnswerSeen[]>;
}

const WHY = 'After a rollback all clients of this name come to legacy.';

/** Whether legacy answers for a name, on each of its addresses. What it says is for VerifyIngress: errors of its own are none. */
export function judgeName({ host, path, answers }: NameSeen): Remark {
  if (!answers.known) return noAnswer(host, `The addresses of legacy are not known: ${answers.why}`);
  const { value } = answers;
  if (value.length === 0) return noAnswer(host, 'Legacy has no IPv4 address for it.');
  const wrong = value.flatMap((each) => troubleOf(each) ?? []);
  if (wrong.length > 0) return noAnswer(host, `Asked for ${path}, legacy failed: ${wrong.join('; ')}.`);
  const inWords = value.map(({ address, status }) => `${address} ${status.known ? status.value : ''}`);
  return remarks.pass(host, 'legacy-answers', {
    seen: `Asked for ${path}, each address of legacy answered: ${inWords.join(', ')}.`,
    why: WHY,
  });
}

function troubleOf({ address, status }: AnswerSeen): string | undefined {
  if (!status.known) return `${address}: ${status.why}`;
  return status.value >= 500 ? `${address}: status ${status.value}` : undefined;
}

function noAnswer(host: string, seen: string): Remark {
  return remarks.fail(host, 'legacy-no-answer', {
    seen,
    why: WHY,
    toDo: 'Let legacy answer for this name until the drain is over.',
  });
}
