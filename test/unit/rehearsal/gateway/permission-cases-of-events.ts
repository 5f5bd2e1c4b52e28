import { type Case, onJson } from './permission-cases.ts';

export const EVENTS_CASES: readonly Case[] = [
  onJson('events', 'ListRuleNamesByTarget', { TargetArn: 'x' }, 'events:ListRuleNamesByTarget *'),
  onJson(
    'events',
    'DescribeRule',
    { Name: 'Shop-Alarms' },
    'events:DescribeRule arn:aws:events:us-west-1:111122223333:rule/Shop-Alarms',
  ),
  onJson(
    'events',
    'PutEvents',
    { Entries: [{ Source: 'shop' }, { Source: 'shop', EventBusName: 'orders' }] },
    'events:PutEvents arn:aws:events:us-west-1:111122223333:event-bus/default',
    'events:PutEvents arn:aws:events:us-west-1:111122223333:event-bus/orders',
  ),
];
