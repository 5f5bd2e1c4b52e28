/** What there is to report: of the checks, of what the configuration says itself, and of the plan. */
import { instant } from '../../../shared/domain/time.ts';
import type { Finding } from '../../contract/findings.ts';
import type { AssessReadinessPayload } from '../../contract/payloads.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { accept } from '../../domain/readiness/accept.ts';
import { uncovered } from '../../domain/readiness/coverage.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import { judgeConnections } from '../../domain/readiness/judge-connections.ts';
import { judgeManualCheck } from '../../domain/readiness/judge-manual-check.ts';
import type { Plan } from '../../domain/readiness/plan.ts';
import type { ReadinessFacts } from '../../domain/readiness/readiness-facts.ts';
import type { Reading } from '../../domain/reading.ts';
import { readLastReport } from './last-report.ts';
import { makePlan } from './make-plan.ts';
import type { AssessPorts } from './ports.ts';

export async function gatherFacts(
  payload: AssessReadinessPayload,
  ports: AssessPorts,
): Promise<ReadinessFacts> {
  const { run, dryRun, note, checks } = payload;
  const { settings, clock } = ports;
  const [plan, last] = await Promise.all([makePlan(payload, ports), readLastReport(ports.lastReport)]);
  const now = clock.now();
  const manualChecks = settings.manualChecks.map((check) => judgeManualCheck(check, now));
  const found = [
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
    findings: accept(found, settings.acceptances, now),
    manualChecks,
    notAsked: checks.flatMap(({ check, notAsked: why }) => (why === undefined ? [] : [{ check, why }])),
    last,
    plan,
  };
}

function planFindings({ migration }: MigrationSettings, plan: Reading<Plan>): Finding[] {
  if (plan.known) return [judgeConnections(plan.value.connections)];
  const notes = notesOf(MIGRATE.assessReadiness);
  return [
    notes.fail(migration, 'plan-not-made', {
      seen: `The plan could not be made: ${plan.why}`,
      why: 'A migration that cannot be planned does not start.',
      toDo: 'Fix what the message says, then start again.',
    }),
  ];
}
