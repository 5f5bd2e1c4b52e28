import {
  asBody,
  bodyOf,
  type Item,
  type JournalItems,
  type Write,
} from '../../shared/adapters/journal-items.ts';
import { NamedError } from '../../shared/domain/named-error.ts';
import { timeAt } from '../../shared/domain/time.ts';
import { ERRORS } from '../contract/errors.ts';
import type { JournalRun, OwedMark, RunClaim, RunStatus, StepBegun } from '../domain/journal-state.ts';

/** Sort key of the item that says which run is under way. */
export const RUN = 'state#run';

const OPEN: Item = { ':open': { S: 'open' } };

/** From which status a run may come to its end. A rollback that is done ends any. */
const ENDING: Readonly<
  Record<'closed' | 'restored', { readonly condition: string; readonly values?: Item }>
> = {
  closed: { condition: 'execution = :execution AND #status = :open', values: OPEN },
  restored: { condition: 'execution = :execution' },
};

const FOLLOWS = '(#status = :owed AND (attribute_not_exists(holder) OR holder IN (:holder, :inPlaceOf)))';
const CLOSED_LATER = '#status = :closed AND statusAt > :asOf';
const NOT_ONE_WAY = 'attribute_not_exists(oneWaySince)';

/** When a rollback may mark a run as owed, and be the one that is at it. */
const MAY_MARK = `#status = :open OR ${FOLLOWS} OR (${CLOSED_LATER})`;
const MAY_MARK_UNLESS_ONE_WAY = `(#status = :open AND ${NOT_ONE_WAY}) OR ${FOLLOWS} OR (${CLOSED_LATER} AND ${NOT_ONE_WAY})`;

/** `oneWaySince` is kept once, so the second try knows it. */
const MOST_BEGINNINGS = 3;

/** The run under way: one item, on which every other write of a run is conditional. */
export class JournalRunItem {
  readonly #items: JournalItems;

  constructor(items: JournalItems) {
    this.#items = items;
  }

  /** As `Journal.claim`. */
  async claim(run: RunClaim, takesOver: string): Promise<JournalRun> {
    const current = runOf(await this.#items.get(RUN));
    if (current?.execution === run.execution) return stillOpen(current);
    if (current && !takesOver) requireNewer(run, current);
    const next: JournalRun = {
      ...run,
      status: 'open',
      statusAt: run.startedAt,
      begunAt: takesOver && current ? current.begunAt : run.startedAt,
      beforeImageOf: takesOver && current ? current.beforeImageOf : run.execution,
      tookOver: takesOver,
      ...(takesOver && current?.oneWaySince && { oneWaySince: current.oneWaySince }),
    };
    const claimed = await this.#items.putIf(
      this.#itemOf(next),
      current ? 'execution = :old AND #status = :free' : 'attribute_not_exists(#item)',
      current && {
        ':old': { S: takesOver || current.execution },
        ':free': { S: takesOver ? 'open' : 'restored' },
      },
    );
    if (claimed) return next;
    throw new NamedError(ERRORS.migrationInProgress, inProgress(current, takesOver));
  }

  /** As `Journal.markOwed`. */
  async markOwed({ run, holder, inPlaceOf, unlessOneWay, at }: OwedMark): Promise<JournalRun | undefined> {
    const owed: JournalRun = { ...run, status: 'owed', statusAt: at, holder };
    const { put, found } = await this.#items.put(
      this.#itemOf(owed),
      `execution = :execution AND (${unlessOneWay ? MAY_MARK_UNLESS_ONE_WAY : MAY_MARK})`,
      {
        ':execution': { S: run.execution },
        ...OPEN,
        ':owed': { S: 'owed' },
        ':holder': { S: holder.arn },
        ':inPlaceOf': { S: inPlaceOf },
        ':closed': { S: 'closed' },
        ':asOf': { S: timeAt(holder.request.asOf) },
      },
    );
    return put ? owed : runOf(found);
  }

  /** As `Journal.bringBack`. */
  async bringBack({ run, holder, at }: OwedMark): Promise<JournalRun | undefined> {
    const owed: JournalRun = { ...run, status: 'owed', statusAt: at, holder };
    const standing = await this.#items.get(RUN);
    const before = runOf(standing);
    if (before && Date.parse(before.startedAt) >= Date.parse(run.startedAt)) return before;
    const { put, found } = await this.#items.put(
      this.#itemOf(owed),
      standing ? 'execution = :before AND #status = :status' : 'attribute_not_exists(#item)',
      before && { ':before': { S: before.execution }, ':status': { S: before.status } },
    );
    return put ? owed : runOf(found);
  }

  /** As `Journal.endRun`. */
  async end(execution: string, status: 'closed' | 'restored', at: string): Promise<boolean> {
    const standing = runOf(await this.#items.get(RUN));
    if (!standing) return false;
    const { holder: _, ...run } = standing;
    return this.#items.putIf(this.#itemOf({ ...run, status, statusAt: at }), ENDING[status].condition, {
      ':execution': { S: execution },
      ...ENDING[status].values,
    });
  }

  /** As `Journal.beginStep`. */
  async beginStep(execution: string, step: StepBegun, at: string): Promise<void> {
    for (let tries = 1; tries <= MOST_BEGINNINGS; tries++) {
      const run = runOf(await this.#items.get(RUN));
      if (run?.execution !== execution || run.status !== 'open' || (run.jumps ?? 0) > step.jumps) break;
      if (await this.#begin(run, step, at)) return;
    }
    throw new NamedError(
      ERRORS.fenceLost,
      `Execution ${execution} is no longer the run under way, or a person has jumped to another step.`,
    );
  }

  /** False where the run is not as it was read: what was kept of a one-way step meanwhile must stay. */
  #begin(run: JournalRun, { oneWay, jumps }: StepBegun, at: string): Promise<boolean> {
    const oneWaySince = run.oneWaySince ?? (oneWay ? at : undefined);
    const next = { ...run, ...(oneWaySince && { oneWaySince }), ...(jumps > 0 && { jumps }) };
    return this.#items.putIf(
      this.#itemOf(next),
      `execution = :execution AND #status = :open AND (attribute_not_exists(jumps) OR jumps <= :jumps) AND ${run.oneWaySince ? 'oneWaySince = :oneWaySince' : NOT_ONE_WAY}`,
      {
        ':execution': { S: run.execution },
        ':jumps': { N: String(jumps) },
        ...(run.oneWaySince && { ':oneWaySince': { S: run.oneWaySince } }),
        ...OPEN,
      },
    );
  }

  async isOpen(execution: string, jumps?: number): Promise<boolean> {
    const run = await this.#items.get(RUN);
    const jumped = Number(run?.jumps?.N ?? 0);
    const isOwn = run?.execution?.S === execution && run.status?.S === 'open';
    return isOwn && (jumps === undefined || jumped <= jumps);
  }

  /** Holds while `execution` is the run under way, and in that status; owed: while `holder` is at it. */
  whileRun(execution: string, status: RunStatus, holder?: string): Write {
    const at = holder !== undefined && { ':holder': { S: holder } };
    return {
      ConditionCheck: {
        TableName: this.#items.name,
        Key: this.#items.key(RUN),
        ConditionExpression: `execution = :execution AND #status = :status${at ? ' AND holder = :holder' : ''}`,
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':execution': { S: execution }, ':status': { S: status }, ...at },
      },
    };
  }

  #itemOf(run: JournalRun): Item {
    return {
      ...this.#items.key(RUN),
      execution: { S: run.execution },
      status: { S: run.status },
      statusAt: { S: run.statusAt },
      ...(run.holder && { holder: { S: run.holder.arn } }),
      ...(run.oneWaySince && { oneWaySince: { S: run.oneWaySince } }),
      ...(run.jumps && { jumps: { N: String(run.jumps) } }),
      body: asBody(run),
    };
  }
}

/** @throws JournalUnreadable when the item's body is not what this code writes */
export function runOf(item: Item | undefined): JournalRun | undefined {
  return item && bodyOf<JournalRun>(item, ERRORS.journalUnreadable);
}

/** @throws FenceLost when the run has ended */
function stillOpen(run: JournalRun): JournalRun {
  if (run.status === 'open') return run;
  throw new NamedError(ERRORS.fenceLost, `Execution ${run.execution} was ${run.status} at ${run.statusAt}.`);
}

/**
 * A first step that comes late must not open a run again that was rolled back before another began.
 * @throws FenceLost
 */
function requireNewer(run: RunClaim, current: JournalRun): void {
  if (current.status !== 'restored' || Date.parse(run.startedAt) > Date.parse(current.startedAt)) return;
  throw new NamedError(
    ERRORS.fenceLost,
    `Execution ${run.execution} (since ${run.startedAt}) is not newer than ${current.execution} (since ${current.startedAt}), which was rolled back at ${current.statusAt}. Start Migrate again.`,
  );
}

function inProgress(current: JournalRun | undefined, takesOver: string): string {
  if (current?.status === 'closed') {
    return `This migration was closed at ${current.statusAt} by execution ${current.execution}. Give a new migration a new name.`;
  }
  if (takesOver)
    return `Execution ${takesOver} cannot be taken over: ${current ? `${current.execution} has been ${current.status} since ${current.statusAt}` : 'there is no run'}.`;
  return `Execution ${current?.execution} of this migration has been under way since ${current?.startedAt}. Wait for it, or roll it back first.`;
}
