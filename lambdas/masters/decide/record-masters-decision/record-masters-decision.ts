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
import type { MastersStore } from '../../ports/masters-store.ts';
import type { Replacements } from '../../ports/replacements.ts';
import { parseAnswer } from './answer.ts';

export interface DecideMastersWorld {
  readonly clock: Clock;
  readonly store: MastersStore;
  readonly replacements: Pick<Replacements, 'start'>;
}

/**
 * Audits a person's decision, then carries it out. In this order, so that nothing goes on without a record; a retry of the
 * same execution finds its own record and carries out what is left of it.
 * @throws InvalidInput, NothingHeld, TransientFailure
 */
export async function recordMastersDecision(
  { run, input }: InputPayload,
  world: DecideMastersWorld,
): Promise<Summary> {
  const answer = parseAnswer(input);
  const decision = (await world.store.decisionOf(executionId(run))) ?? (await keep(answer, run, world));
  const kept = await changeReplacement(world.store, decision.replacement, (one) =>
    afterDecision(one, decision),
  );
  if (kept.status === 'dismissed') await leaveVacancy(kept, world);
  // One that was paged again since stays paged: this decision was about the page before.
  if (kept.status !== 'paged') await free(kept.id, world);
  if (kept.status === 'open') await world.replacements.start(refOf(kept));
  return { summary: `${decision.decision}: ${kept.id} is ${kept.status} in attempt ${kept.attempt}.` };
}

async function keep(
  answer: MastersAnswer,
  run: Run,
  { clock, store }: DecideMastersWorld,
): Promise<MastersDecision> {
  const paged = (await store.unfinished())
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
  return (await store.keepDecision(made)) ? made : ((await store.decisionOf(made.execution)) ?? made);
}

/** The sweep would else find the dismissed master's group without one, and begin again. */
async function leaveVacancy({ group, statusAt }: Replacement, { store }: DecideMastersWorld): Promise<void> {
  const id = vacancyOf(group);
  await untilPut(`The record of replacement ${id}`, async () => {
    const before = await store.replacement(id);
    const next = dismissedVacancy(before?.value, group, statusAt);
    return next === before?.value || (await store.putReplacement(before, next)) || undefined;
  });
}

async function free(id: string, { store }: DecideMastersWorld): Promise<void> {
  await changeLease(store, async (lease) => {
    const unfinished = await store.unfinished();
    const paged = unfinished.flatMap(({ value }) => brokenBy(value) ?? []);
    return { lease: lease.broken?.replacement === id ? clearLease(lease, id, paged) : lease };
  });
}
