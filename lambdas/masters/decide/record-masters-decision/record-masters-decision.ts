import type { Summary } from '../../../shared/contract/call.ts';
import type { InputPayload } from '../../../shared/contract/input-payload.ts';
import type { Run } from '../../../shared/contract/run.ts';
import { executionId } from '../../../shared/domain/execution-id.ts';
import { instant } from '../../../shared/domain/time.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { MastersAnswer } from '../../contract/payloads.ts';
import { afterDecision, decidedOn, type MastersDecision } from '../../domain/decision.ts';
import { brokenBy, clearLease } from '../../domain/lease.ts';
import { dismissedVacancy, refOf, vacancyOf } from '../../domain/opening.ts';
import type { Replacement } from '../../domain/replacement.ts';
import { changeLease } from '../../lease/change-lease.ts';
import { changeReplacement } from '../../lease/change-replacement.ts';
import { untilPut } from '../../lease/until-put.ts';
import type { MastersJournal } from '../../ports/masters-journal.ts';
import type { Replacements } from '../../ports/replacements.ts';
import { parseAnswer } from './answer.ts';

export interface DecideMastersPorts {
  readonly clock: Clock;
  readonly journal: MastersJournal;
  readonly replacements: Pick<Replacements, 'start'>;
}

/**
 * Audits a person's decision, then carries it out. In this order, so that nothing continues without a record; a retry of the
 * same execution finds its own record and carries out what is left of it.
 * @throws InvalidInput, NothingHeld, TransientFailure
 */
export async function recordMastersDecision(
  { run, input }: InputPayload,
  ports: DecideMastersPorts,
): Promise<Summary> {
  const answer = parseAnswer(input);
  const decision = (await ports.journal.decisionOf(executionId(run))) ?? (await keep(answer, run, ports));
  const kept = await changeReplacement(ports.journal, decision.replacement, (one) =>
    afterDecision(one, decision),
  );
  if (kept.status === 'dismissed') await leaveVacancy(kept, ports);
  // One that was paged again since stays paged: this decision was about the page before.
  if (kept.status !== 'paged') await free(kept.id, ports);
  if (kept.status === 'open') await ports.replacements.start(refOf(kept));
  return { summary: `${decision.decision}: ${kept.id} is ${kept.status} in attempt ${kept.attempt}.` };
}

async function keep(
  answer: MastersAnswer,
  run: Run,
  { clock, journal }: DecideMastersPorts,
): Promise<MastersDecision> {
  const paged = (await journal.unfinished())
    .map(({ value }) => value)
    .filter(({ status }) => status === 'paged');
  const { id, attempt } = decidedOn(answer, paged);
  const { decision, reason } = answer;
  const made: MastersDecision = {
    execution: executionId(run),
    decidedBy: run.arn,
    at: instant(clock.now()),
    decision,
    reason,
    replacement: id,
    attempt,
  };
  return (await journal.keepDecision(made)) ? made : ((await journal.decisionOf(made.execution)) ?? made);
}

/** The sweep would else find the dismissed master's group without one, and begin again. */
async function leaveVacancy(
  { group, statusAt }: Replacement,
  { journal }: DecideMastersPorts,
): Promise<void> {
  const id = vacancyOf(group);
  await untilPut(`The record of replacement ${id}`, async () => {
    const before = await journal.replacement(id);
    const next = dismissedVacancy(before?.value, group, statusAt);
    return next === before?.value || (await journal.putReplacement(before, next)) || undefined;
  });
}

async function free(id: string, { journal }: DecideMastersPorts): Promise<void> {
  await changeLease(journal, async (lease) => {
    const unfinished = await journal.unfinished();
    const paged = unfinished.flatMap(({ value }) => brokenBy(value) ?? []);
    return { lease: lease.broken?.replacement === id ? clearLease(lease, id, paged) : lease };
  });
}
