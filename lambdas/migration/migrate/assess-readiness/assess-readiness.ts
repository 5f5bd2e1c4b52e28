import { shortened } from '../../../shared/domain/text.ts';
import type { AssessReadinessPayload, Readiness } from '../../contract/payloads.ts';
import { blocks, inBrief } from '../../domain/readiness/judged-finding.ts';
import { isReady, summaryOf } from '../../domain/readiness/readiness-facts.ts';
import { readinessReport } from '../../domain/readiness/report.ts';
import { gatherFacts } from './gather-facts.ts';
import { lastReportText } from './last-report.ts';
import { notReadyMessage } from './not-ready-message.ts';
import type { AssessPorts } from './ports.ts';

const REPORT_NAME = 'readiness';
/** The state's output is for the console; all findings are in the report. */
const MOST_BLOCKING = 20;

/**
 * One report of all findings and of the plan. People are notified once if it is not ready, but not for a dry run, whose
 * report is what was requested.
 * @throws TransientFailure when the report or the message cannot be written for now
 */
export async function assessReadiness(
  payload: AssessReadinessPayload,
  ports: AssessPorts,
): Promise<Readiness> {
  const { settings } = ports;
  const facts = await gatherFacts(payload, ports);
  const ready = isReady(facts);
  const report = await ports.reports.put(payload.run.name, REPORT_NAME, readinessReport(facts));
  if (!ready && !payload.dryRun)
    await ports.topic.publish(notReadyMessage(facts, settings.runbookUrl, report));
  // Last: whoever is to be notified of the changes has been.
  await ports.lastReport.keep(lastReportText(facts));
  const blocking = shortened(facts.findings.filter(blocks).map(inBrief), MOST_BLOCKING, 'findings');
  return { ready, summary: summaryOf(facts), report, blocking };
}
