import { holdKindOf } from '../../contract/hold-settings.ts';
import type { JudgeTimeOutPayload, LegacyVerdict } from '../../contract/payloads.ts';
import { judgeTimeOut } from '../../domain/legacy/legacy-verdict.ts';
import { type LegacyNowPorts, legacyNow } from '../../evidence/legacy-now.ts';

/**
 * Nobody decided about a hold in time: whether legacy could take all the traffic back now, so that it may be rolled back.
 * @throws FenceLost, TransientFailure
 */
export async function judgeTimedOutHold(
  { run, held, state, oneWay }: JudgeTimeOutPayload,
  ports: LegacyNowPorts,
): Promise<LegacyVerdict> {
  const stays = ports.settings.onHoldTimeout?.[holdKindOf(state)] === 'stay';
  return judgeTimeOut({ held, oneWay, stays }, await legacyNow({ run }, ports));
}
