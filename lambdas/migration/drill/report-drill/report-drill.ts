import { notifyOnce } from '../../../shared/notices/notify-once.ts';
import type { Topic } from '../../../shared/ports/topic.ts';
import type { DrillReported, ReportDrillPayload } from '../../contract/drill.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import { drillMessage, drillOutcome, drillReport } from '../../domain/messages/drill-message.ts';
import { readingOf } from '../../domain/reading.ts';
import type { Journal } from '../../ports/journal.ts';
import type { Reports } from '../../ports/reports.ts';

export interface ReportDrillPorts {
  /** What was deployed. */
  readonly migration: MigrationSettings;
  /** The drill's own. */
  readonly settings: MigrationSettings;
  readonly journal: Pick<Journal, 'load' | 'beginNotice' | 'endNotice'>;
  readonly reports: Reports;
  readonly topic: Topic;
}

/** Writes the report and notifies people once. @throws TransientFailure */
export async function reportDrill(
  payload: ReportDrillPayload,
  { migration, settings, journal, reports, topic }: ReportDrillPorts,
): Promise<DrillReported> {
  const { run } = payload;
  const kept = await readingOf(() => journal.load());
  const own = kept.known && kept.value?.run.execution === run.name ? kept.value : undefined;
  const facts = { migration, settings, images: own?.beforeImage ?? new Map(), payload };
  const outcome = drillOutcome(facts);
  const report = await reports.put(run.name, 'drill', drillReport(facts, outcome));
  const notice = { execution: run.name, key: 'drill', teller: run.name };
  await notifyOnce(notice, drillMessage(facts, outcome, report), { journal, topic });
  const { verdict, summary, slower, left } = outcome;
  return { verdict, summary, slower, left, report };
}
