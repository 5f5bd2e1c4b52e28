import { shortened } from '../../../shared/domain/text.ts';
import { instant } from '../../../shared/domain/time.ts';
import type { Finding } from '../../contract/findings.ts';
import type { AssessReadinessPayload, Readiness } from '../../contract/payloads.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { accept } from '../../domain/readiness/accept.ts';
import { uncovered } from '../../domain/readiness/coverage.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import { judgeManualCheck } from '../../domain/readiness/judge-manual-check.ts';
import { blocks, inBrief } from '../../domain/readiness/judged-finding.ts';
import type { Plan } from '../../domain/readiness/plan.ts';
import { isReady, type ReadinessFacts, readinessReport, summaryOf } from '../../domain/readiness/report.ts';
import type { Reading } from '../../domain/reading.ts';
import { makePlan } from './make-plan.ts';
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
  const facts = await gather(payload, ports);
  const ready = isReady(facts);
  const report = await ports.reports.put(payload.run.name, REPORT_NAME, readinessReport(facts));
  if (!ready && !payload.dryRun)
    await ports.topic.publish(notReadyMessage(facts, settings.runbookUrl, report));
  const blocking = shortened(facts.findings.filter(blocks).map(inBrief), MOST_BLOCKING, 'findings');
  return { ready, summary: summaryOf(facts), report, blocking };
}

async function gather(payload: AssessReadinessPayload, ports: AssessPorts): Promise<ReadinessFacts> {
  const { run, dryRun, note, checks } = payload;
  const { settings, clock } = ports;
  const plan = await makePlan(payload, ports);
  const now = clock.now();
  const manualChecks = settings.manualChecks.map((check) => judgeManualCheck(check, now));
  const findings = [
    ...checks.flatMap((result) => result.findings),
    ...uncovered(settings, checks),
    ...planFindings(settings, plan),
    ...manualChecks,
  ];
  return {
    settings,
    run,
    dryRun,
    note,
    assessedAt: instant(now),
    findings: accept(findings, settings.acceptances, now),
    manualChecks,
    notAsked: checks.flatMap(({ check, notAsked: why }) => (why === undefined ? [] : [{ check, why }])),
    plan,
  };
}

function planFindings({ migration }: MigrationSettings, plan: Reading<Plan>): Finding[] {
  if (plan.known) return [];
  const notes = notesOf(MIGRATE.assessReadiness);
  return [
    notes.fail(migration, 'plan-not-made', {
      seen: `The plan could not be made: ${plan.why}`,
      why: 'A migration that cannot be planned does not start.',
      toDo: 'Fix what the message says, then start again.',
    }),
  ];
}
