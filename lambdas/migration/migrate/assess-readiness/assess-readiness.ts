import type { Message } from '../../../shared/domain/message.ts';
import { shortened } from '../../../shared/domain/text.ts';
import type { AssessReadinessPayload, Readiness } from '../../contract/payloads.ts';
import { blocks, inBrief } from '../../domain/readiness/judged-finding.ts';
import { isReady, type ReadinessFacts, summaryOf } from '../../domain/readiness/readiness-facts.ts';
import { readinessReport } from '../../domain/readiness/report.ts';
import { changesMessage } from './changes-message.ts';
import { gatherFacts } from './gather-facts.ts';
import { lastReportText } from './last-report.ts';
import { notReadyMessage } from './not-ready-message.ts';
import type { AssessPorts } from './ports.ts';

const REPORT_NAME = 'readiness';
/** The state's output is for the console; all findings are in the report. */
const MOST_BLOCKING = 20;

/**
 * One report of all findings and of the plan. People are notified once if it is not ready. Of a dry run they are not, for
 * its report is what was requested; of one that is repeated, if what blocks has changed since the last report.
 * @throws TransientFailure when the report or the message cannot be written for now
 */
export async function assessReadiness(
  payload: AssessReadinessPayload,
  ports: AssessPorts,
): Promise<Readiness> {
  const facts = await gatherFacts(payload, ports);
  const report = await ports.reports.put(payload.run.name, REPORT_NAME, readinessReport(facts));
  const message = messageOf(payload, facts, ports.settings.runbookUrl, report);
  if (message) await ports.topic.publish(message, { about: payload.run.name, kind: 'preflight' });
  // Last: if publishing is tried again, the changes are still found.
  await ports.lastReport.keep(lastReportText(facts));
  const blocking = shortened(facts.findings.filter(blocks).map(inBrief), MOST_BLOCKING, 'findings');
  return { ready: isReady(facts), summary: summaryOf(facts), report, blocking };
}

function messageOf(
  { dryRun, notify }: AssessReadinessPayload,
  facts: ReadinessFacts,
  runbookUrl: string,
  report: string,
): Message | undefined {
  if (notify === 'changes') return changesMessage(facts, runbookUrl, report);
  return isReady(facts) || dryRun ? undefined : notReadyMessage(facts, runbookUrl, report);
}
