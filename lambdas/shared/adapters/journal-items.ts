/**
 * A journal's DynamoDB table: partition `migration`, sort key `item`. Every write is conditional. What an item holds is
 * JSON in its `body`; other attributes are what conditions ask about.
 */
import { randomUUID } from 'node:crypto';
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactGetItemsCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { NamedError } from '../domain/named-error.ts';
import { namingTransients } from './transient.ts';

export type Item = Record<string, AttributeValue>;
export type Write = NonNullable<TransactWriteItemsCommand['input']['TransactItems']>[number];

/** The items of one migration. */
export class JournalItems {
  readonly #client: DynamoDBClient;
  readonly name: string;
  readonly #migration: string;

  constructor(client: DynamoDBClient, name: string, migration: string) {
    this.#client = client;
    this.name = name;
    this.#migration = migration;
  }

  key(item: string): Item {
    return { migration: { S: this.#migration }, item: { S: item } };
  }

  /** Every item whose sort key begins with `prefix`, in that key's order, by consistent reads. */
  query(prefix: string): Promise<Item[]> {
    return this.#query('begins_with(#item, :prefix)', { ':prefix': { S: prefix } });
  }

  /** The same from one sort key to another, both included. */
  queryBetween(first: string, last: string): Promise<Item[]> {
    return this.#query('#item BETWEEN :first AND :last', { ':first': { S: first }, ':last': { S: last } });
  }

  async #query(condition: string, values: Item): Promise<Item[]> {
    const items: Item[] = [];
    let from: Item | undefined;
    do {
      const command: QueryCommand = new QueryCommand({
        TableName: this.name,
        ConsistentRead: true,
        KeyConditionExpression: `migration = :migration AND ${condition}`,
        ExpressionAttributeNames: { '#item': 'item' },
        ExpressionAttributeValues: { ':migration': { S: this.#migration }, ...values },
        ...(from && { ExclusiveStartKey: from }),
      });
      const page = await namingTransients('Journal Query', () => this.#client.send(command));
      items.push(...(page.Items ?? []));
      from = page.LastEvaluatedKey;
    } while (from);
    return items;
  }

  async get(item: string): Promise<Item | undefined> {
    const command = new GetItemCommand({ TableName: this.name, Key: this.key(item), ConsistentRead: true });
    return (await namingTransients('Journal GetItem', () => this.#client.send(command))).Item;
  }

  /** What stands there at one moment, in the order of the keys; undefined if one of them is being written. */
  async getAll(items: readonly string[]): Promise<readonly (Item | undefined)[] | undefined> {
    const command = new TransactGetItemsCommand({
      TransactItems: items.map((item) => ({ Get: { TableName: this.name, Key: this.key(item) } })),
    });
    try {
      const { Responses = [] } = await namingTransients('Journal TransactGetItems', () =>
        this.#client.send(command),
      );
      return items.map((_item, i) => Responses[i]?.Item);
    } catch (error) {
      if (isCancelledBy((error as Error).cause, 'TransactionConflict')) return undefined;
      throw error;
    }
  }

  /** Puts when `condition` holds; false when it doesn't. */
  async putIf(item: Item, condition: string, values?: Item): Promise<boolean> {
    return (await this.put(item, condition, values)).put;
  }

  /**
   * Puts when `condition` holds; where it doesn't, gives what was found. `#item` and `#status` stand for those attributes.
   * The item carries a mark of this very writing: when an answer was lost and the SDK writes again, the condition
   * finds the item that it has put itself.
   */
  async put(
    item: Item,
    condition: string,
    values?: Item,
  ): Promise<{ readonly put: boolean; readonly found?: Item | undefined }> {
    const names = { '#item': 'item', '#status': 'status' };
    const used = Object.entries(names).filter(([alias]) => condition.includes(alias));
    const writing = randomUUID();
    const command = new PutItemCommand({
      TableName: this.name,
      Item: { ...item, writing: { S: writing } },
      ConditionExpression: condition,
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      ...(used.length > 0 && { ExpressionAttributeNames: Object.fromEntries(used) }),
      ...(values && { ExpressionAttributeValues: values }),
    });
    try {
      await namingTransients('Journal PutItem', () => this.#client.send(command));
      return { put: true };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return { put: error.Item?.writing?.S === writing, found: error.Item };
    }
  }

  /** All or nothing; false when a condition didn't hold. */
  async transact(writes: Write[]): Promise<boolean> {
    const command = new TransactWriteItemsCommand({ TransactItems: writes });
    try {
      await namingTransients('Journal TransactWriteItems', () => this.#client.send(command));
      return true;
    } catch (error) {
      if (isCancelledBy(error, 'ConditionalCheckFailed')) return false;
      throw error;
    }
  }
}

function isCancelledBy(error: unknown, code: string): boolean {
  return (
    error instanceof TransactionCanceledException &&
    error.CancellationReasons?.some((reason) => reason.Code === code) === true
  );
}

/** Of what is written; another one is of a later version of this software, and never guessed. */
const FORMAT = 1;

export function asBody(value: object): AttributeValue {
  return { S: JSON.stringify({ version: FORMAT, ...value }) };
}

/** @throws `name` when the item's body is not what this code writes */
export function bodyOf<T>(item: Item, name: string): T {
  const { version, ...value } = parsed(item, name);
  if (version === FORMAT) return value as T;
  throw new NamedError(
    name,
    `The journal's item ${item.item?.S} is in format ${version}; this version of the software reads ${FORMAT}. Deploy the version that wrote it.`,
  );
}

function parsed(item: Item, name: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(item.body?.S ?? ''));
  } catch (error) {
    throw new NamedError(
      name,
      `The journal's item ${item.item?.S} cannot be read. Restore the table to an earlier time, then try again.`,
      { cause: error },
    );
  }
}
