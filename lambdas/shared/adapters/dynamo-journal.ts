/**
 * The journal in one DynamoDB table: partition `migration`, sort key `item`. A rollback's read is one Query of the
 * items that begin with `state#`. Every write is conditional.
 */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ERRORS } from '../contract/errors.ts';
import { NamedError } from '../domain/named-error.ts';
import type {
  BeforeImage,
  Hold,
  Journal,
  JournalRun,
  JournalState,
  JournalZone,
  KeptDecision,
  RunStatus,
} from '../ports/journal.ts';
import { type BeforeImageChunk, chunksOf, joinChunks } from './before-image-chunks.ts';
import { asBody, type Item, JournalItems, bodyOf as readBody } from './journal-items.ts';
import { JournalTellings } from './journal-tellings.ts';

const STATE = 'state#';
const RUN = `${STATE}run`;
const BEFORE = `${STATE}before#`;
const ZONE = `${STATE}zone#`;
const HOLD = 'hold';
const DECISION = 'decision#';

/** From which status a run may come to another. A rollback that is done ends any. */
const ENDING: Readonly<
  Record<Exclude<RunStatus, 'open'>, { readonly condition: string; readonly values?: Item }>
> = {
  closed: { condition: 'execution = :execution AND #status = :open', values: { ':open': { S: 'open' } } },
  owed: {
    condition: 'execution = :execution AND #status IN (:open, :owed)',
    values: { ':open': { S: 'open' }, ':owed': { S: 'owed' } },
  },
  restored: { condition: 'execution = :execution' },
};

export class DynamoJournal implements Journal {
  readonly #items: JournalItems;
  readonly #tellings: JournalTellings;

  constructor(client: DynamoDBClient, table: string, migration: string) {
    this.#items = new JournalItems(client, table, migration);
    this.#tellings = new JournalTellings(this.#items);
  }

  async load(): Promise<JournalState | undefined> {
    const items = await this.#items.query(STATE);
    const runItem = items.find((item) => item.item?.S === RUN);
    if (!runItem) return undefined;
    const run = bodyOf<JournalRun>(runItem);
    const of = (prefix: string, executions: readonly string[]): Item[] =>
      items.filter(
        ({ item, execution }) => item?.S?.startsWith(prefix) && executions.includes(execution?.S ?? ''),
      );
    const zones = of(ZONE, [run.execution, run.tookOver]).map((item) => bodyOf<JournalZone>(item));
    const chunks = of(BEFORE, [run.beforeImageOf]).map((item) => bodyOf<BeforeImageChunk>(item));
    return {
      run,
      beforeImage: joinChunks(chunks, zones.length > 0),
      zones: new Map(zones.map((zone) => [zone.zoneId, zone])),
      epochs: epochsOf(items),
    };
  }

  async claim(
    run: { execution: string; executionArn: string; startedAt: string },
    takesOver = '',
  ): Promise<JournalRun> {
    const standing = await this.#items.get(RUN);
    const current = standing && bodyOf<JournalRun>(standing);
    if (current?.execution === run.execution) return stillOpen(current);
    if (current && !takesOver) requireNewer(run, current);
    const next: JournalRun = {
      ...run,
      status: 'open',
      statusAt: run.startedAt,
      begunAt: takesOver && current ? current.begunAt : run.startedAt,
      beforeImageOf: takesOver && current ? current.beforeImageOf : run.execution,
      tookOver: takesOver,
    };
    const claimed = await this.#items.putIf(
      { ...this.#items.key(RUN), execution: { S: run.execution }, status: { S: 'open' }, body: asBody(next) },
      current ? 'execution = :old AND #status = :free' : 'attribute_not_exists(#item)',
      current && {
        ':old': { S: takesOver || current.execution },
        ':free': { S: takesOver ? 'open' : 'restored' },
      },
    );
    if (claimed) return next;
    throw new NamedError(ERRORS.migrationInProgress, inProgress(current, takesOver));
  }

  async saveBeforeImage(execution: string, zones: ReadonlyMap<string, BeforeImage>): Promise<void> {
    for (const chunk of chunksOf(zones)) {
      const item = `${BEFORE}${chunk.zoneId}#${String(chunk.part).padStart(4, '0')}`;
      await this.#putWhileOpen(
        execution,
        { ...this.#items.key(item), execution: { S: execution }, body: asBody(chunk) },
        'attribute_not_exists(#item) OR execution <> :execution',
      );
    }
  }

  recordZone(execution: string, zone: JournalZone): Promise<boolean> {
    const epoch = { N: String(zone.fence.epoch) };
    return this.#items.putIf(
      { ...this.#items.key(`${ZONE}${zone.zoneId}`), execution: { S: execution }, epoch, body: asBody(zone) },
      'attribute_not_exists(#item) OR epoch < :epoch',
      { ':epoch': epoch },
    );
  }

  async endRun(execution: string, status: Exclude<RunStatus, 'open'>, at: string): Promise<boolean> {
    const standing = await this.#items.get(RUN);
    if (!standing) return false;
    const run = bodyOf<JournalRun>(standing);
    return this.#items.putIf(
      {
        ...this.#items.key(RUN),
        execution: { S: execution },
        status: { S: status },
        body: asBody({ ...run, status, statusAt: at }),
      },
      ENDING[status].condition,
      { ':execution': { S: execution }, ...ENDING[status].values },
    );
  }

  saveHold(hold: Hold): Promise<void> {
    return this.#putWhileOpen(hold.run, {
      ...this.#items.key(HOLD),
      execution: { S: hold.run },
      token: { S: hold.taskToken },
      body: asBody(hold),
    });
  }

  async currentHold(): Promise<Hold | undefined> {
    const item = await this.#items.get(HOLD);
    return item && bodyOf<Hold>(item);
  }

  decideHold(decision: KeptDecision): Promise<boolean> {
    const { hold, at } = decision;
    const audit = this.#items.key(`${DECISION}${at}#${hold.run}`);
    return this.#items.transact([
      {
        Delete: {
          TableName: this.#items.name,
          Key: this.#items.key(HOLD),
          ConditionExpression: '#token = :token',
          ExpressionAttributeNames: { '#token': 'token' },
          ExpressionAttributeValues: { ':token': { S: hold.taskToken } },
        },
      },
      {
        Put: {
          TableName: this.#items.name,
          Item: { ...audit, execution: { S: hold.run }, body: asBody(decision) },
          ConditionExpression: 'attribute_not_exists(#item)',
          ExpressionAttributeNames: { '#item': 'item' },
        },
      },
    ]);
  }

  async decisions(): Promise<readonly KeptDecision[]> {
    return (await this.#items.query(DECISION)).map((item) => bodyOf<KeptDecision>(item));
  }

  beginTelling(execution: string, key: string, teller: string): Promise<boolean> {
    return this.#tellings.begin(execution, key, teller);
  }

  endTelling(execution: string, key: string, teller: string): Promise<void> {
    return this.#tellings.end(execution, key, teller);
  }

  /**
   * Puts while `execution` is the run under way.
   * @param condition on the item that stands there; where it doesn't hold, that item stays
   * @throws FenceLost when it isn't, or was rolled back or closed
   */
  async #putWhileOpen(execution: string, Item: Item, condition?: string): Promise<void> {
    const own = { ':execution': { S: execution } };
    const kept = await this.#items.transact([
      {
        ConditionCheck: {
          TableName: this.#items.name,
          Key: this.#items.key(RUN),
          ConditionExpression: 'execution = :execution AND #status = :open',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: { ...own, ':open': { S: 'open' } },
        },
      },
      {
        Put: {
          TableName: this.#items.name,
          Item,
          ...(condition && {
            ConditionExpression: condition,
            ExpressionAttributeNames: { '#item': 'item' },
            ExpressionAttributeValues: own,
          }),
        },
      },
    ]);
    if (!kept && !(condition && (await this.#isOpen(execution))))
      throw new NamedError(ERRORS.fenceLost, `Execution ${execution} is not the run under way any more.`);
  }

  async #isOpen(execution: string): Promise<boolean> {
    const run = await this.#items.get(RUN);
    return run?.execution?.S === execution && run.status?.S === 'open';
  }
}

function epochsOf(items: readonly Item[]): ReadonlyMap<string, number> {
  const zones = items.filter(({ item }) => item?.S?.startsWith(ZONE));
  return new Map(zones.map(({ item, epoch }) => [item?.S?.slice(ZONE.length) ?? '', Number(epoch?.N ?? 0)]));
}

/** @throws BeforeImageUnreadable when the item's body is not what this code writes */
function bodyOf<T>(item: Item): T {
  return readBody(item, ERRORS.beforeImageUnreadable);
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
function requireNewer(run: { execution: string; startedAt: string }, current: JournalRun): void {
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
    return `Execution ${takesOver} cannot be taken over: ${current ? `${current.execution} is ${current.status} since ${current.statusAt}` : 'no run is known'}.`;
  return `Execution ${current?.execution} of this migration is under way since ${current?.startedAt}. Wait for it, or roll it back first.`;
}
