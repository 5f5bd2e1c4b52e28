/** What a hook's answer comes to. */
import { jsonIn } from '../../shared/domain/json.ts';
import { plainCause } from '../../shared/domain/plain-cause.ts';
import { cut, duration } from '../../shared/domain/text.ts';
import {
  HOOK_VERDICTS,
  type HookAnswer,
  type HookMoment,
  type HookSeen,
  type HookVerdict,
} from '../contract/hooks.ts';

/** Of an answer that can't be read, and of a reason, characters. */
const MOST_SHOWN = 500;
const MOST_REASON = 2_000;

const EXPECTED = `{"verdict": "pass", "hold" or "fail", "reason": "…"}`;

/** Only a hook that says `pass` passes. One that gives no answer, or one that can't be read, is unknown: hold. */
export function judgeHook(
  hook: HookMoment,
  { answer, failure }: HookSeen,
  timeLimitSeconds: number,
): HookVerdict {
  const name = `The hook ${hook}`;
  if (failure.startsWith('States.Timeout:'))
    return hold(`${name} did not answer within ${duration(timeLimitSeconds)}, its time limit.`);
  if (failure !== '') return hold(`${name} gave no answer: ${cut(plainCause(failure), MOST_REASON)}`);
  const read = readAnswer(answer);
  if (!read)
    return hold(
      `${name} gave an answer that can't be read. Expected ${EXPECTED}; found ${answer === '' ? 'nothing' : cut(answer, MOST_SHOWN)}`,
    );
  const reason = read.reason?.trim() || 'It gave no reason.';
  return { verdict: read.verdict, reasons: [`${name} says ${read.verdict}: ${cut(reason, MOST_REASON)}`] };
}

function hold(reason: string): HookVerdict {
  return { verdict: 'hold', reasons: [reason] };
}

function readAnswer(text: string): HookAnswer | undefined {
  const answer = jsonIn(text);
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return undefined;
  const { verdict, reason } = answer as Readonly<Record<string, unknown>>;
  const known = HOOK_VERDICTS.find((each) => each === verdict);
  if (!known || (reason !== undefined && reason !== null && typeof reason !== 'string')) return undefined;
  return { verdict: known, ...(typeof reason === 'string' && { reason }) };
}
