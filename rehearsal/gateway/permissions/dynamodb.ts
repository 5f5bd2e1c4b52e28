import type { ApiCall, ConditionContext, Permission } from '../protocol/types.ts';
import {
  arn,
  CannotJudge,
  isStructure,
  type Lookups,
  permission,
  type Rule,
  type ServiceRules,
  text,
} from './rules.ts';

type Structure = Readonly<Record<string, unknown>>;

/** Item operations name partition keys (`dynamodb:LeadingKeys`); the actions of a transaction are those of its parts. */
export const DYNAMODB_RULES: ServiceRules = {
  GetItem: byKey('dynamodb:GetItem', 'Key'),
  PutItem: byKey('dynamodb:PutItem', 'Item'),
  UpdateItem: byKey('dynamodb:UpdateItem', 'Key'),
  DeleteItem: byKey('dynamodb:DeleteItem', 'Key'),
  Query: async (call, lookups) => {
    const keys = await queriedKey(call, lookups);
    return [permission('dynamodb:Query', tableOrIndex(call), { ...selectKey(call), ...leading(keys) })];
  },
  Scan: (call) => [permission('dynamodb:Scan', tableOrIndex(call), selectKey(call))],
  BatchGetItem: (call, lookups) => batch(call, lookups, 'dynamodb:BatchGetItem', batchGetKeys),
  BatchWriteItem: (call, lookups) => batch(call, lookups, 'dynamodb:BatchWriteItem', batchWriteKeys),
  TransactWriteItems: (call, lookups) =>
    transaction(call, lookups, {
      ConditionCheck: ['dynamodb:ConditionCheckItem', 'Key'],
      Put: ['dynamodb:PutItem', 'Item'],
      Update: ['dynamodb:UpdateItem', 'Key'],
      Delete: ['dynamodb:DeleteItem', 'Key'],
    }),
  TransactGetItems: (call, lookups) => transaction(call, lookups, { Get: ['dynamodb:GetItem', 'Key'] }),
  DescribeTable: onTable('dynamodb:DescribeTable'),
  DescribeContinuousBackups: onTable('dynamodb:DescribeContinuousBackups'),
  DescribeTimeToLive: onTable('dynamodb:DescribeTimeToLive'),
};

function onTable(action: string): Rule {
  return (call) => [permission(action, tableArn(call, text(call, 'TableName')))];
}

/** A table may be given by name or by ARN. */
function tableArn(call: ApiCall, table: string): string {
  return table.startsWith('arn:') ? table : arn('dynamodb', call, `table/${table}`);
}

function tableOrIndex(call: ApiCall): string {
  const index = call.input.IndexName;
  const table = tableArn(call, text(call, 'TableName'));
  return typeof index === 'string' ? `${table}/index/${index}` : table;
}

function selectKey(call: ApiCall): ConditionContext {
  const select = call.input.Select;
  return typeof select === 'string' ? { 'dynamodb:Select': [select] } : {};
}

function leading(values: readonly string[]): ConditionContext {
  return values.length === 0 ? {} : { 'dynamodb:LeadingKeys': [...new Set(values)] };
}

function byKey(action: string, field: 'Key' | 'Item'): Rule {
  return async (call, lookups) => {
    const table = text(call, 'TableName');
    const values = await leadingKeys(call, lookups, table, [call.input[field]]);
    return [permission(action, tableArn(call, table), leading(values))];
  };
}

async function transaction(
  call: ApiCall,
  lookups: Lookups,
  parts: Readonly<Record<string, readonly [action: string, keyField: string]>>,
): Promise<Permission[]> {
  const items = call.input.TransactItems;
  if (!Array.isArray(items) || items.length === 0)
    throw new CannotJudge(`${call.operation} without TransactItems`);
  return Promise.all(
    items.map(async (item: unknown) => {
      const [part, body] = Object.entries(isStructure(item) ? item : {})[0] ?? [];
      const known = part === undefined ? undefined : parts[part];
      if (known === undefined || !isStructure(body) || typeof body.TableName !== 'string') {
        throw new CannotJudge(`${call.operation}: an item that is none of ${Object.keys(parts).join(', ')}`);
      }
      const [action, keyField] = known;
      const values = await leadingKeys(call, lookups, body.TableName, [body[keyField]]);
      const context = { ...leading(values), 'dynamodb:EnclosingOperation': [call.operation] };
      return permission(action, tableArn(call, body.TableName), context);
    }),
  );
}

async function batch(
  call: ApiCall,
  lookups: Lookups,
  action: string,
  keysOf: (request: unknown) => readonly unknown[],
): Promise<Permission[]> {
  const tables = call.input.RequestItems;
  if (!isStructure(tables)) throw new CannotJudge(`${call.operation} without RequestItems`);
  return Promise.all(
    Object.entries(tables).map(async ([table, request]) => {
      const values = await leadingKeys(call, lookups, table, keysOf(request));
      return permission(action, tableArn(call, table), leading(values));
    }),
  );
}

function batchGetKeys(request: unknown): readonly unknown[] {
  return isStructure(request) && Array.isArray(request.Keys) ? request.Keys : [];
}

function batchWriteKeys(request: unknown): readonly unknown[] {
  if (!Array.isArray(request)) return [];
  return request.map((entry: unknown) => {
    const { PutRequest: put, DeleteRequest: del } = isStructure(entry) ? entry : {};
    if (isStructure(put)) return put.Item;
    return isStructure(del) ? del.Key : undefined;
  });
}

/** Partition key values of the items; a table that does not exist has none, and the service will say so itself. */
async function leadingKeys(
  call: ApiCall,
  lookups: Lookups,
  table: string,
  items: readonly unknown[],
): Promise<readonly string[]> {
  const name = await lookups.partitionKey(table, call.region);
  if (name === undefined) return [];
  return items.map((item) => {
    const value = isStructure(item) ? item[name] : undefined;
    if (!isStructure(value)) throw new CannotJudge(`${call.operation} without the partition key ${name}`);
    return scalar(value);
  });
}

/** `{"S": "x"}` → `x`. */
function scalar(value: Structure): string {
  const [content] = Object.values(value);
  return typeof content === 'string' ? content : JSON.stringify(content);
}

/** The value that the key condition compares the partition key with; it must be there, by equality, in every query. */
async function queriedKey(call: ApiCall, lookups: Lookups): Promise<readonly string[]> {
  // An index has a partition key of its own; none of ours is read by its leading keys.
  if (call.input.IndexName !== undefined) return [];
  const name = await lookups.partitionKey(text(call, 'TableName'), call.region);
  if (name === undefined) return [];
  const condition = text(call, 'KeyConditionExpression');
  const names = call.input.ExpressionAttributeNames;
  const alias = Object.entries(isStructure(names) ? names : {}).find(
    ([, attribute]) => attribute === name,
  )?.[0];
  const values = call.input.ExpressionAttributeValues;
  for (const [, left, right] of condition.matchAll(/([#\w.-]+)\s*=\s*(:\w+)/g)) {
    const value = isStructure(values) && right !== undefined ? values[right] : undefined;
    if ((left === name || left === alias) && isStructure(value)) return [scalar(value)];
  }
  throw new CannotJudge(`Query whose KeyConditionExpression does not compare ${name}: ${condition}`);
}
