/**
 * What is kept of a cluster's masters, in one DynamoDB table. What changes carries a version, counted up by each write;
 * a write names the version that it replaces.
 */

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { asBody, bodyOf, type Item, JournalItems, type Write } from '../../shared/adapters/journal-items.ts';
import { JournalNotices } from '../../shared/adapters/journal-notices.ts';
import { NamedError } from '../../shared/domain/named-error.ts';
import { ERRORS } from '../contract/errors.ts';
import type { MastersDecision } from '../domain/decision.ts';
import { FREE_LEASE, type Lease } from '../domain/lease.ts';
import type { Replacement } from '../domain/replacement.ts';
import type { Roll } from '../domain/roll.ts';
import type { Warnings } from '../domain/warnings.ts';
import type { Kept, MastersJournal } from '../ports/masters-journal.ts';
import { ReadsAtOnce } from './reads-at-once.ts';

const LEASE = 'lease';
const REMOVAL = 'removal';
const ROLL = 'roll';
const WARNINGS = 'warnings';
const SIGNAL = 'signal#';
const REPLACEMENT = 'replacement#';
const DECISION = 'decision#';
/** Marks of the replacements that are not over, so that the sweep reads these alone, however many there ever were. */
const UNFINISHED = 'unfinished#';

const NEW = 'attribute_not_exists(migration)';

export class DynamoMastersJournal implements MastersJournal {
  readonly #items: JournalItems;
  readonly #reads: ReadsAtOnce;
  readonly #notices: JournalNotices;

  /** @param name of the settings: the table's partition */
  constructor(client: DynamoDBClient, table: string, name: string) {
    this.#items = new JournalItems(client, table, name);
    this.#reads = new ReadsAtOnce(this.#items);
    this.#notices = new JournalNotices(this.#items);
  }

  noteSignal(key: string, at: string): Promise<boolean> {
    return this.#items.putIf({ ...this.#items.key(`${SIGNAL}${key}`), at: { S: at } }, NEW);
  }

  async noteRemoval(at: string): Promise<void> {
    await this.#items.putIf({ ...this.#items.key(REMOVAL), at: { S: at } }, NEW);
  }

  async isBeingRemoved(): Promise<boolean> {
    return (await this.#items.get(REMOVAL)) !== undefined;
  }

  replacement(id: string): Promise<Kept<Replacement> | undefined> {
    return this.#kept(`${REPLACEMENT}${id}`);
  }

  async unfinished(): Promise<readonly Kept<Replacement>[]> {
    const marks = await this.#items.query(UNFINISHED);
    const ids = marks.map(({ item }) => item?.S?.slice(UNFINISHED.length) ?? '');
    const all = await Promise.all(ids.map((id) => this.replacement(id)));
    // One may have come to its end since its mark was read.
    return all.flatMap((kept) => (kept && isUnfinished(kept.value) ? [kept] : []));
  }

  async putReplacement(before: Kept<Replacement> | undefined, next: Replacement): Promise<boolean> {
    const item = `${REPLACEMENT}${next.id}`;
    const marked = before !== undefined && isUnfinished(before.value);
    if (marked === isUnfinished(next)) return this.#put(item, before, next);
    const { Item, condition, values } = this.#writing(item, before, next);
    const put: Write = {
      Put: {
        TableName: this.#items.name,
        Item,
        ConditionExpression: condition,
        ...(values && { ExpressionAttributeValues: values }),
      },
    };
    return this.#items.transact([put, this.#mark(next)]);
  }

  async lease(): Promise<Kept<Lease>> {
    return (await this.#kept<Lease>(LEASE)) ?? { value: FREE_LEASE, version: 0 };
  }

  putLease(before: Kept<Lease>, next: Lease): Promise<boolean> {
    return this.#put(LEASE, before, next);
  }

  roll(): Promise<Kept<Roll> | undefined> {
    return this.#kept(ROLL);
  }

  putRoll(before: Kept<Roll> | undefined, next: Roll): Promise<boolean> {
    return this.#put(ROLL, before, next);
  }

  async warnings(): Promise<Kept<Warnings>> {
    return (await this.#kept<Warnings>(WARNINGS)) ?? { value: {}, version: 0 };
  }

  putWarnings(before: Kept<Warnings>, next: Warnings): Promise<boolean> {
    return this.#put(WARNINGS, before, next);
  }

  keepDecision(decision: MastersDecision): Promise<boolean> {
    const key = this.#items.key(`${DECISION}${decision.execution}`);
    return this.#items.putIf({ ...key, body: asBody(decision) }, NEW);
  }

  async decisionOf(execution: string): Promise<MastersDecision | undefined> {
    const item = await this.#items.get(`${DECISION}${execution}`);
    return item && bodyOf(item, ERRORS.unreadableAnswer);
  }

  beginNotice(about: string, key: string, teller: string): Promise<boolean> {
    return this.#notices.begin(about, key, teller);
  }

  endNotice(about: string, key: string, teller: string): Promise<void> {
    return this.#notices.end(about, key, teller);
  }

  async #kept<T>(key: string): Promise<Kept<T> | undefined> {
    const item = await this.#reads.get(key);
    if (!item) return undefined;
    const version = Number(item.version?.N);
    if (!Number.isInteger(version))
      throw new NamedError(ERRORS.unreadableAnswer, `The journal's item ${key} has no version.`);
    return { value: bodyOf<T>(item, ERRORS.unreadableAnswer), version };
  }

  #put(item: string, before: Kept<unknown> | undefined, next: object): Promise<boolean> {
    const { Item, condition, values } = this.#writing(item, before, next);
    return this.#items.putIf(Item, condition, values);
  }

  /** The item with the next version, and what must stand there so that it may be put. */
  #writing(
    item: string,
    before: Kept<unknown> | undefined,
    next: object,
  ): { Item: Item; condition: string; values?: Item } {
    const { version } = before ?? { version: 0 };
    const Item = {
      ...this.#items.key(item),
      version: { N: String(version + 1) },
      body: asBody(next),
    };
    if (version === 0) return { Item, condition: NEW };
    return { Item, condition: 'version = :version', values: { ':version': { N: String(version) } } };
  }

  #mark(replacement: Replacement): Write {
    const TableName = this.#items.name;
    const Key = this.#items.key(`${UNFINISHED}${replacement.id}`);
    return isUnfinished(replacement) ? { Put: { TableName, Item: Key } } : { Delete: { TableName, Key } };
  }
}

function isUnfinished({ status }: Replacement): boolean {
  return status === 'open' || status === 'paged';
}
