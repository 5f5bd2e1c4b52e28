import { type Case, onJson } from './permission-cases.ts';

const TABLE = 'arn:aws:dynamodb:us-west-1:111122223333:table/journal';
const LEADING = (...values: readonly string[]) => ({ 'dynamodb:LeadingKeys': values });

const ITEM = { pk: { S: 'run#1' }, sk: { S: 'zone' } };
export const DYNAMODB_CASES: readonly Case[] = [
  onJson('dynamodb', 'GetItem', { TableName: 'journal', Key: ITEM }, [
    `dynamodb:GetItem ${TABLE}`,
    LEADING('run#1'),
  ]),
  onJson('dynamodb', 'GetItem', { TableName: TABLE, Key: { pk: { N: '7' } } }, [
    `dynamodb:GetItem ${TABLE}`,
    LEADING('7'),
  ]),
  onJson('dynamodb', 'GetItem', { TableName: 'gone', Key: ITEM }, [
    'dynamodb:GetItem arn:aws:dynamodb:us-west-1:111122223333:table/gone',
    {},
  ]),
  onJson('dynamodb', 'PutItem', { TableName: 'journal', Item: ITEM }, [
    `dynamodb:PutItem ${TABLE}`,
    LEADING('run#1'),
  ]),
  onJson('dynamodb', 'UpdateItem', { TableName: 'journal', Key: ITEM }, [
    `dynamodb:UpdateItem ${TABLE}`,
    LEADING('run#1'),
  ]),
  onJson('dynamodb', 'DeleteItem', { TableName: 'journal', Key: ITEM }, [
    `dynamodb:DeleteItem ${TABLE}`,
    LEADING('run#1'),
  ]),
  onJson(
    'dynamodb',
    'Query',
    {
      TableName: 'journal',
      Select: 'COUNT',
      KeyConditionExpression: 'begins_with(sk, :p) AND #k = :k',
      ExpressionAttributeNames: { '#k': 'pk' },
      ExpressionAttributeValues: { ':k': { S: 'shop' }, ':p': { S: 'zone' } },
    },
    [`dynamodb:Query ${TABLE}`, { 'dynamodb:Select': ['COUNT'], ...LEADING('shop') }],
  ),
  onJson(
    'dynamodb',
    'Query',
    {
      TableName: 'journal',
      KeyConditionExpression: 'pk = :k',
      ExpressionAttributeValues: { ':k': { S: 'shop' } },
    },
    [`dynamodb:Query ${TABLE}`, LEADING('shop')],
  ),
  onJson('dynamodb', 'Query', { TableName: 'journal', IndexName: 'by-run' }, [
    `dynamodb:Query ${TABLE}/index/by-run`,
    {},
  ]),
  onJson('dynamodb', 'Scan', { TableName: 'journal' }, `dynamodb:Scan ${TABLE}`),
  onJson('dynamodb', 'BatchGetItem', { RequestItems: { journal: { Keys: [ITEM, { pk: { S: 'b' } }] } } }, [
    `dynamodb:BatchGetItem ${TABLE}`,
    LEADING('run#1', 'b'),
  ]),
  onJson(
    'dynamodb',
    'BatchWriteItem',
    {
      RequestItems: {
        journal: [{ PutRequest: { Item: ITEM } }, { DeleteRequest: { Key: { pk: { S: 'b' } } } }],
      },
    },
    [`dynamodb:BatchWriteItem ${TABLE}`, LEADING('run#1', 'b')],
  ),
  onJson(
    'dynamodb',
    'TransactWriteItems',
    {
      TransactItems: [
        { ConditionCheck: { TableName: 'journal', Key: ITEM } },
        { Put: { TableName: 'journal', Item: ITEM } },
        { Update: { TableName: 'journal', Key: ITEM } },
        { Delete: { TableName: 'journal', Key: ITEM } },
      ],
    },
    ...['ConditionCheckItem', 'PutItem', 'UpdateItem', 'DeleteItem'].map(
      (action) =>
        [
          `dynamodb:${action} ${TABLE}`,
          { ...LEADING('run#1'), 'dynamodb:EnclosingOperation': ['TransactWriteItems'] },
        ] as const,
    ),
  ),
  onJson('dynamodb', 'TransactGetItems', { TransactItems: [{ Get: { TableName: 'journal', Key: ITEM } }] }, [
    `dynamodb:GetItem ${TABLE}`,
    { ...LEADING('run#1'), 'dynamodb:EnclosingOperation': ['TransactGetItems'] },
  ]),
  onJson('dynamodb', 'DescribeTable', { TableName: 'journal' }, `dynamodb:DescribeTable ${TABLE}`),
  onJson(
    'dynamodb',
    'DescribeContinuousBackups',
    { TableName: 'journal' },
    `dynamodb:DescribeContinuousBackups ${TABLE}`,
  ),
  onJson('dynamodb', 'DescribeTimeToLive', { TableName: 'journal' }, `dynamodb:DescribeTimeToLive ${TABLE}`),
];
