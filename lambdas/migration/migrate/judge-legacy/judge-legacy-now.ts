import { freezesFrom } from '../../adapters/freeze-calendar.ts';
import type { JudgeLegacyPayload, StepVerdict } from '../../contract/payloads.ts';
import { frozen } from '../../domain/freeze.ts';
import { judgeBeforeStep } from '../../domain/legacy/legacy-verdict.ts';
import { type LegacyNowPorts, legacyNow } from '../../evidence/legacy-now.ts';

/**
 * Whether the next step may be made: in no freeze, and if legacy could take all the traffic back now.
 * @throws FenceLost, TransientFailure
 */
export async function judgeLegacyNow(
  { run, next }: JudgeLegacyPayload,
  ports: LegacyNowPorts,
): Promise<StepVerdict> {
  const now = ports.clock.now();
  const inFreeze = frozen(next, freezesFrom(ports.settings.freeze, now), now);
  return inFreeze ?? judgeBeforeStep(next, await legacyNow(run, ports));
}
