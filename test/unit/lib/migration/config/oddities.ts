import { App, Stack, Token } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { smallest } from './configurations.ts';

/** Values that make careless readers fail with another error. */
export function oddities(): unknown[] {
  const cyclic: Record<string, unknown> = { name: 'shop' };
  cyclic.zones = [cyclic];
  cyclic.self = cyclic;
  return [
    null,
    cyclic,
    Object.create(null),
    new (class Config {})(),
    new Topic(new Stack(new App(), 'Odd'), 'Topic'),
    new Date(Number.NaN),
    Symbol('zones'),
    { [Symbol('zones')]: 1 },
    () => smallest(),
    10n ** 400n,
    Token.asList({ Ref: 'X' }),
    Token.asNumber({ Ref: 'X' }),
    new Array(2 ** 32 - 1),
    JSON.parse('{"__proto__": {"name": "shop"}}'),
  ];
}
