import type { JudgeLegacyPayload, StepVerdict } from '../../contract/payloads.ts';
import { judgeBeforeStep } from '../../domain/legacy/legacy-verdict.ts';
import { frozenNow } from '../../evidence/frozen-now.ts';
import { type LegacyNowPorts, legacyNow } from '../../evidence/legacy-now.ts';

/**
 * Whether the next step may be made: in no freeze, and if legacy could take all the traffic back now.
 * @throws FenceLost, TransientFailure
 */
export async function judgeLegacyNow(
  { run, continues, next }: JudgeLegacyPayload,
  ports: LegacyNowPorts,
): Promise<StepVerdict> {
  return frozenNow(next, ports) ?? judgeBeforeStep(next, await legacyNow({ run, continues }, ports));
}
