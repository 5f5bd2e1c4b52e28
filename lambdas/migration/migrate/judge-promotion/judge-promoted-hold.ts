import type { JudgePromotionPayload, PromotionVerdict } from '../../contract/payloads.ts';
import { judgePromotion } from '../../domain/promotion-verdict.ts';
import { alarmReadings } from '../../evidence/alarm-evidence.ts';
import { frozenNow } from '../../evidence/frozen-now.ts';
import { type LegacyNowPorts, legacyNow } from '../../evidence/legacy-now.ts';
import type { Alarms } from '../../ports/alarms.ts';

export interface PromotionPorts extends LegacyNowPorts {
  readonly alarms: Pick<Alarms, 'describe'>;
}

/**
 * Reads the alarms and legacy again: between the question and a person's answer hours may have passed. Once the migration is
 * closed, nothing rolls back any more: legacy is not asked for that.
 * @throws FenceLost, TransientFailure
 */
export async function judgePromotedHold(
  { run, continues, resume, ...said }: JudgePromotionPayload,
  ports: PromotionPorts,
): Promise<PromotionVerdict> {
  const { settings, alarms } = ports;
  const [readings, against] = await Promise.all([
    alarmReadings(settings.alarms, alarms),
    resume === 'CloseMigration' ? [] : legacyNow({ run, continues }, ports),
  ]);
  return judgePromotion({ alarms: readings, against, inFreeze: frozenNow(resume, ports) }, said);
}
