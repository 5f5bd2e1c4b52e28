import { timeAt } from '../../shared/domain/time.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { JournalRun, OwedMark } from '../domain/journal-state.ts';
import { isByPerson } from '../domain/one-way.ts';
import { type RollBack, requestOf } from '../domain/roll-back.ts';
import type { Journal } from '../ports/journal.ts';

/**
 * Marks the rollback of `run` as owed, and `rollBack` as the execution that is at it. One that takes over another's rollback
 * keeps that one's request.
 * @returns the run as it stands then; `isAt` says whether the mark was accepted
 * @throws TransientFailure, JournalUnreadable
 */
export function markOwed(
  run: JournalRun,
  rollBack: RollBack,
  ports: { readonly journal: Pick<Journal, 'markOwed'>; readonly clock: Clock },
): Promise<JournalRun | undefined> {
  return ports.journal.markOwed(owedMark(run, rollBack, ports));
}

/** @param hasBegun in a zone, so that it is finished even past the one-way step */
export function owedMark(
  run: JournalRun,
  rollBack: RollBack,
  { clock }: { readonly clock: Clock },
  hasBegun = false,
): OwedMark {
  const { arn, name } = rollBack.run;
  const at = timeAt(clock.now());
  const holder = { arn, name, since: at, request: requestOf(run, rollBack) };
  return {
    run,
    holder,
    inPlaceOf: rollBack.request.predecessor ?? '',
    unlessOneWay: !hasBegun && !isByPerson(rollBack.request),
    at,
  };
}
