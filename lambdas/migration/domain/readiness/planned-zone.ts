import type { ZoneSettings } from '../../contract/settings.ts';
import { isMoved, type ResourceRecordSet } from '../record-set.ts';
import type { PlannedZone } from './plan.ts';

/** @param records the whole zone as legacy answers */
export function plannedZone(settings: ZoneSettings, records: readonly ResourceRecordSet[]): PlannedZone {
  const names = new Set(settings.records);
  return { settings, before: records.filter((record) => names.has(record.Name) && isMoved(record)) };
}
