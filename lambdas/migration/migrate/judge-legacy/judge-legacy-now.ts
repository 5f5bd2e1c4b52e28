import type { JudgeLegacyPayload, LegacyVerdict } from '../../contract/payloads.ts';
import { judgeBeforeStep } from '../../domain/legacy/legacy-verdict.ts';
import { type LegacyNowPorts, legacyNow } from '../../evidence/legacy-now.ts';

/**
 * Whether legacy could take all the traffic back now, so that the next step may be made.
 * @throws FenceLost, TransientFailure
 */
export async function judgeLegacyNow(
  { run, next }: JudgeLegacyPayload,
  ports: LegacyNowPorts,
): Promise<LegacyVerdict> {
  return judgeBeforeStep(next, await legacyNow(run, ports));
}
