/**
 * The journal in one DynamoDB table: partition `migration`, sort key `item`. A rollback's read is one Query of the
 * items that begin with `state#`. Every write is conditional.
 */

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { asBody, type Item, JournalItems, bodyOf as readBody } from '../../shared/adapters/journal-items.ts';
import { JournalNotices } from '../../shared/adapters/journal-notices.ts';
import { NamedError } from '../../shared/domain/named-error.ts';
import { ERRORS, type ErrorName } from '../contract/errors.ts';
import type { Hold, KeptDecision } from '../domain/hold.ts';
import type {
  BeforeImage,
  JoinedRollBack,
  JournalRun,
  JournalState,
  JournalZone,
  OwedMark,
  RunClaim,
  StepBegun,
  WatchedState,
} from '../domain/journal-state.ts';
import type { Unexplained } from '../domain/watch/unexplained-write.ts';
import type { EndedHook, WaitingHook, WaitingSoak } from '../domain/watch/waiting.ts';
import type { Journal } from '../ports/journal.ts';
import { type BeforeImageChunk, chunksOf, joinChunks } from './before-image-chunks.ts';
import { JournalRunItem, RUN, runOf } from './journal-run.ts';

const STATE = 'state#';
const BEFORE = `${STATE}before#`;
const ZONE = `${STATE}zone#`;
/** Between the run and its zones, so that one query reads them without the before-image. */
const SOAK = `${STATE}soak`;
const WAITING_HOOK = `${STATE}waiting-hook`;
const ENDED_HOOK = `${WAITING_HOOK}-ended`;
const UNEXPLAINED = `${STATE}unexplained`;
const HOLD = 'hold';
const DECISION = 'decision#';
const JOINED = 'joined#';

/** On the item that a put would replace. */
interface PutCondition {
  readonly condition: string;
  readonly values: Item;
}

export class DynamoJournal implements Journal {
  readonly #items: JournalItems;
  readonly #run: JournalRunItem;
  readonly #notices: JournalNotices;

  constructor(client: DynamoDBClient, table: string, migration: string) {
    this.#items = new JournalItems(client, table, migration);
    this.#run = new JournalRunItem(this.#items);
    this.#notices = new JournalNotices(this.#items);
  }

  async load(): Promise<JournalState | undefined> {
    const items = await this.#items.query(STATE);
    const run = runOf(items.find((item) => item.item?.S === RUN));
    if (!run) return undefined;
    const zones = zonesOf(items, run);
    const chunks = belowOf(items, BEFORE, [run.beforeImageOf]).map((item) =>
      bodyOf<BeforeImageChunk>(item, ERRORS.beforeImageUnreadable),
    );
    return {
      run,
      beforeImage: joinChunks(chunks, zones.length > 0),
      zones: new Map(zones.map((zone) => [zone.zoneId, zone])),
      epochs: epochsOf(items),
    };
  }

  async loadWatched(): Promise<WatchedState | undefined> {
    const items = await this.#items.queryBetween(RUN, `${ZONE}\uffff`);
    const run = runOf(items.find((item) => item.item?.S === RUN));
    if (!run) return undefined;
    const of = <T>(key: string): T | undefined => {
      const found = items.find((item) => item.item?.S === key);
      return found && bodyOf<T>(found);
    };
    return {
      run,
      soak: of<WaitingSoak>(SOAK),
      waitingHook: of<WaitingHook>(WAITING_HOOK),
      endedHook: of<EndedHook>(ENDED_HOOK),
      unexplained: of<Unexplained>(UNEXPLAINED),
      zones: new Map(zonesOf(items, run).map((zone) => [zone.zoneId, zone])),
    };
  }

  claim(run: RunClaim, takesOver = ''): Promise<JournalRun> {
    return this.#run.claim(run, takesOver);
  }

  async saveBeforeImage(execution: string, zones: ReadonlyMap<string, BeforeImage>): Promise<void> {
    for (const chunk of chunksOf(zones)) {
      const item = `${BEFORE}${chunk.zoneId}#${String(chunk.part).padStart(4, '0')}`;
      await this.#putWhileOpen(
        execution,
        { ...this.#items.key(item), execution: { S: execution }, body: asBody(chunk) },
        {
          condition: 'attribute_not_exists(#item) OR execution <> :execution',
          values: { ':execution': { S: execution } },
        },
      );
    }
  }

  beginStep(execution: string, step: StepBegun, at: string): Promise<void> {
    return this.#run.beginStep(execution, step, at);
  }

  isOpen(execution: string, jumps?: number): Promise<boolean> {
    return this.#run.isOpen(execution, jumps);
  }

  recordZone(execution: string, zone: JournalZone): Promise<boolean> {
    const epoch = { N: String(zone.fence.epoch) };
    const key = this.#items.key(`${ZONE}${zone.zoneId}`);
    return this.#putWhileOpen(
      execution,
      { ...key, execution: { S: execution }, epoch, body: asBody(zone) },
      { condition: 'attribute_not_exists(#item) OR epoch < :epoch', values: { ':epoch': epoch } },
    );
  }

  markOwed(mark: OwedMark): Promise<JournalRun | undefined> {
    return this.#run.markOwed(mark);
  }

  bringBack(mark: OwedMark): Promise<JournalRun | undefined> {
    return this.#run.bringBack(mark);
  }

  joinRollBack(execution: string, holder: string, joined: JoinedRollBack): Promise<boolean> {
    const key = this.#items.key(`${JOINED}${execution}#${joined.at}#${joined.execution}`);
    return this.#items.transact([
      this.#run.whileRun(execution, 'owed', holder),
      { Put: { TableName: this.#items.name, Item: { ...key, body: asBody(joined) } } },
    ]);
  }

  async joinedRollBacks(execution: string): Promise<readonly JoinedRollBack[]> {
    return (await this.#items.query(`${JOINED}${execution}#`)).map((item) => bodyOf<JoinedRollBack>(item));
  }

  endRun(execution: string, status: 'closed' | 'restored', at: string): Promise<boolean> {
    return this.#run.end(execution, status, at);
  }

  saveSoak(soak: WaitingSoak): Promise<void> {
    return this.#replace(SOAK, soak);
  }

  saveWaitingHook(hook: WaitingHook): Promise<void> {
    return this.#replace(WAITING_HOOK, hook);
  }

  endHook(hook: EndedHook): Promise<void> {
    return this.#replace(ENDED_HOOK, hook);
  }

  saveUnexplained(unexplained: Unexplained): Promise<boolean> {
    const { run, turn } = unexplained;
    const next = { ...unexplained, turn: turn + 1 };
    return this.#items.putIf(
      {
        ...this.#items.key(UNEXPLAINED),
        execution: { S: run },
        turn: { N: String(next.turn) },
        body: asBody(next),
      },
      'attribute_not_exists(#item) OR (execution = :run AND turn = :turn) OR (execution <> :run AND :turn = :none)',
      { ':run': { S: run }, ':turn': { N: String(turn) }, ':none': { N: '0' } },
    );
  }

  async saveHold(hold: Hold): Promise<void> {
    await this.#putWhileOpen(hold.run, {
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

  beginNotice(execution: string, key: string, teller: string): Promise<boolean> {
    return this.#notices.begin(execution, key, teller);
  }

  endNotice(execution: string, key: string, teller: string): Promise<void> {
    return this.#notices.end(execution, key, teller);
  }

  async #replace(item: string, body: { readonly run: string }): Promise<void> {
    const execution = { S: body.run };
    await this.#putWhileOpen(body.run, { ...this.#items.key(item), execution, body: asBody(body) });
  }

  /**
   * Puts while `execution` is the run under way.
   * @param unless what must be true of the item that stands there; where it isn't, that item stays
   * @returns whether it was put
   * @throws FenceLost when it is not, or was closed, or a rollback of it has begun
   */
  async #putWhileOpen(execution: string, Item: Item, unless?: PutCondition): Promise<boolean> {
    const TableName = this.#items.name;
    const conditions = unless && {
      ConditionExpression: unless.condition,
      ExpressionAttributeNames: { '#item': 'item' },
      ExpressionAttributeValues: unless.values,
    };
    const kept = await this.#items.transact([
      this.#run.whileRun(execution, 'open'),
      { Put: { TableName, Item, ...conditions } },
    ]);
    if (!kept && !(unless && (await this.isOpen(execution))))
      throw new NamedError(ERRORS.fenceLost, `Execution ${execution} is no longer the run under way.`);
    return kept;
  }
}

function zonesOf(items: readonly Item[], { execution, tookOver }: JournalRun): readonly JournalZone[] {
  return belowOf(items, ZONE, [execution, tookOver]).map((item) => bodyOf<JournalZone>(item));
}

/** Those that begin with `prefix` and are of one of these runs. */
function belowOf(items: readonly Item[], prefix: string, executions: readonly string[]): readonly Item[] {
  return items.filter(
    ({ item, execution }) => item?.S?.startsWith(prefix) && executions.includes(execution?.S ?? ''),
  );
}

function epochsOf(items: readonly Item[]): ReadonlyMap<string, number> {
  const zones = items.filter(({ item }) => item?.S?.startsWith(ZONE));
  return new Map(zones.map(({ item, epoch }) => [item?.S?.slice(ZONE.length) ?? '', Number(epoch?.N ?? 0)]));
}

/** @throws JournalUnreadable when the item's body is not what this code writes */
function bodyOf<T>(item: Item, name: ErrorName = ERRORS.journalUnreadable): T {
  return readBody(item, name);
}
