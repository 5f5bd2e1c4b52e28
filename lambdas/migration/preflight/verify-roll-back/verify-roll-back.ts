import type { CheckResult } from '../../contract/findings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { readingOf } from '../../domain/reading.ts';
import type { FunctionLimits } from '../../ports/function-limits.ts';
import type { Rules } from '../../ports/rules.ts';
import { judgeConcurrency } from './judge-concurrency.ts';
import { judgeRules, type Starts } from './judge-rules.ts';

export interface RollBackPorts {
  readonly rules: Rules;
  readonly limits: FunctionLimits;
}

/** Whether a rollback would start by itself, and could run. */
export async function verifyRollBack(starts: Starts, { rules, limits }: RollBackPorts): Promise<CheckResult> {
  const [found, concurrency] = await Promise.all([
    readingOf(() => rules.sendingTo(starts.machines.rollBack)),
    readingOf(() => limits.concurrency()),
  ]);
  return {
    check: MIGRATE.verifyRollBack,
    findings: [...judgeRules(starts, found), judgeConcurrency(concurrency)],
  };
}
