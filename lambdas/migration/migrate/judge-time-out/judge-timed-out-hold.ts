import type { JudgeTimeOutPayload, LegacyVerdict } from '../../contract/payloads.ts';
import { judgeTimeOut } from '../../domain/legacy/legacy-verdict.ts';
import { type LegacyNowPorts, legacyNow } from '../../evidence/legacy-now.ts';

/**
 * Nobody decided about a hold in time: whether legacy could take all the traffic back now, so that it may be rolled back.
 * @throws FenceLost, TransientFailure
 */
export async function judgeTimedOutHold(
  { run, held, oneWay }: JudgeTimeOutPayload,
  ports: LegacyNowPorts,
): Promise<LegacyVerdict> {
  return judgeTimeOut({ held, oneWay }, await legacyNow(run, ports));
}
