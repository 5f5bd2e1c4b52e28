import { type RateLimit, TokenBucket } from '../../../tools/token-bucket.ts';
import { accountOf } from '../../protocol/account.ts';
import {
  optionalString,
  optionalTime,
  optionalWord,
  requiredString,
  structure,
} from '../../protocol/input.ts';
import { pageOf } from '../../protocol/paging.ts';
import { rpcService, ServiceFault } from '../../protocol/rpc-service.ts';
import type { ApiCall, ServiceHandler } from '../../protocol/types.ts';
import type { Trail, TrailEvent } from './trail.ts';

const VERSION = '2013-11-01';

const KEYS = [
  'EventId',
  'EventName',
  'ReadOnly',
  'Username',
  'ResourceType',
  'ResourceName',
  'EventSource',
  'AccessKeyId',
] as const;

/** What is found by; the other attributes are not played. */
const FOUND_BY: Partial<Record<(typeof KEYS)[number], (event: TrailEvent) => string>> = {
  EventId: ({ id }) => id,
  EventName: ({ name }) => name,
  Username: ({ userName }) => userName,
  ReadOnly: () => 'false',
  EventSource: () => 'route53.amazonaws.com',
};

const DAY_MS = 86_400_000;
/** For each account and region. */
const TWO_A_SECOND: RateLimit = { capacity: 2, perSecond: 2 };
const KNOWN = [
  'LookupAttributes',
  'StartTime',
  'EndTime',
  'EventCategory',
  'MaxResults',
  'NextToken',
  'Version',
];

/** CloudTrail's history of the calls that change records: SPEC.md, "CloudTrail". */
export function cloudTrailService(trail: () => Trail, now: () => number): ServiceHandler {
  const allowance = new Map<string, TokenBucket>();
  return (call, principal, session) =>
    rpcService({
      service: 'cloudtrail',
      defaultVersion: VERSION,
      versions: {
        [VERSION]: {
          namespace: '',
          operations: {
            LookupEvents: (asked) => {
              const account = accountOf(principal) || asked.account;
              takeTurn(allowance, `${account} ${asked.region}`, now());
              return lookUp(asked, account, trail(), now());
            },
          },
        },
      },
    })(call, principal, session);
}

function takeTurn(allowance: Map<string, TokenBucket>, of: string, now: number): void {
  const bucket = allowance.get(of) ?? new TokenBucket(TWO_A_SECOND, now);
  allowance.set(of, bucket);
  if (!bucket.has(1, now)) throw new ServiceFault('ThrottlingException', 'Rate exceeded');
  bucket.take(1);
}

function lookUp({ input, region }: ApiCall, account: string, trail: Trail, now: number) {
  refuseUnknown(input);
  const isWanted = attributeOf(input);
  const from = optionalTime(input, 'StartTime') ?? now - 90 * DAY_MS;
  const to = optionalTime(input, 'EndTime') ?? now;
  if (from > to)
    throw new ServiceFault('InvalidTimeRangeException', 'The start time must not be after the end time.');
  const size = sizeOf(input);
  const found = trail.events.filter(
    (event) =>
      region === trail.region &&
      event.account === account &&
      event.shownAt <= now &&
      event.at >= Math.max(from, now - 90 * DAY_MS) &&
      event.at <= to &&
      isWanted(event),
  );
  const token = optionalString(input, 'NextToken', { min: 1, max: 2048 });
  const question = { ...input, NextToken: undefined };
  const page = pageOf(found, size, token, question, 'InvalidNextTokenException');
  return { Events: page.items.map(shown), NextToken: page.nextToken };
}

function refuseUnknown(input: ApiCall['input']): void {
  const unknown = Object.keys(input).find((key) => !KNOWN.includes(key));
  if (unknown !== undefined)
    throw new ServiceFault('SerializationException', `LookupEvents has no parameter ${unknown}.`);
  const category = optionalWord(input, 'EventCategory', ['insight'] as const);
  if (category !== undefined)
    throw new ServiceFault('NotImplemented', 'The rehearsal has no Insights events.', { status: 501 });
}

function attributeOf(input: ApiCall['input']): (event: TrailEvent) => boolean {
  const given = input.LookupAttributes ?? [];
  const refused = new ServiceFault(
    'InvalidLookupAttributesException',
    'A look-up has at most one attribute.',
  );
  if (!Array.isArray(given) || given.length > 1) throw refused;
  if (given.length === 0) return () => true;
  const attribute = structure(given[0], 'LookupAttributes');
  const key = optionalWord(attribute, 'AttributeKey', KEYS);
  const value = requiredString(attribute, 'AttributeValue', { min: 1, max: 2000 });
  if (key === undefined) throw refused;
  const of = FOUND_BY[key];
  if (!of)
    throw new ServiceFault('NotImplemented', `The rehearsal finds no event by ${key}.`, { status: 501 });
  return (event) => of(event) === value;
}

function sizeOf(input: ApiCall['input']): number {
  const size = input.MaxResults ?? 50;
  if (typeof size !== 'number' || !Number.isInteger(size) || size < 1 || size > 50)
    throw new ServiceFault('InvalidMaxResultsException', 'MaxResults must be between 1 and 50.');
  return size;
}

function shown({ id, name, at, userName, text }: TrailEvent) {
  return {
    EventId: id,
    EventName: name,
    ReadOnly: 'false',
    EventTime: new Date(at),
    EventSource: 'route53.amazonaws.com',
    Username: userName,
    Resources: [],
    CloudTrailEvent: text,
  };
}
