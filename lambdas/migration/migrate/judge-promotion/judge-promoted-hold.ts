import type { JudgePromotionPayload, PromotionVerdict } from '../../contract/payloads.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import { judgePromotion } from '../../domain/promotion-verdict.ts';
import { alarmReadings } from '../../evidence/alarm-evidence.ts';
import type { Alarms } from '../../ports/alarms.ts';

/** Reads the alarms again: between the question and a person's answer hours may have passed. */
export async function judgePromotedHold(
  { reasons }: Pick<JudgePromotionPayload, 'reasons'>,
  { settings, alarms }: { readonly settings: MigrationSettings; readonly alarms: Pick<Alarms, 'describe'> },
): Promise<PromotionVerdict> {
  return judgePromotion(await alarmReadings(settings.alarms, alarms), reasons);
}
