import * as fc from 'fast-check';
import type { ChangeBatchInput, RecordSetInput, Route53Engine } from '../../../../rehearsal/route53/index.ts';
import { Route53Error } from '../../../../rehearsal/route53/index.ts';
import { rr, ZONE } from './records.ts';

/** One change before it is known what the zone holds: a DELETE picks one of the stored record sets. */
interface Move {
  readonly action: 'CREATE' | 'UPSERT' | 'DELETE' | 'DELETE made up';
  readonly record: RecordSetInput;
  readonly pick: number;
}

const VALUES = {
  A: ['192.0.2.1', '192.0.2.2', 'not an address'],
  AAAA: ['2001:db8::1', '2001:db8::2'],
  CNAME: ['www.example.org', 'x.example.org'],
  TXT: ['"one"', '"two" "three"'],
  NS: ['ns.example.org'],
} as const;

const names = fc.constantFrom('', 'www', '*', 'a.www', 'WWW', 'x.y.z');
const types = fc.constantFrom(...(Object.keys(VALUES) as (keyof typeof VALUES)[]));
const policies: fc.Arbitrary<RecordSetInput> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  {
    weight: 4,
    arbitrary: fc.record({
      SetIdentifier: fc.constantFrom('legacy', 'cluster', 'third'),
      Weight: fc.constantFrom(0, 1, 100, 256),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      SetIdentifier: fc.constantFrom('legacy', 'x'),
      Region: fc.constantFrom('eu-west-1', 'us-east-1'),
    }),
  },
);

const records: fc.Arbitrary<RecordSetInput> = fc
  .record({
    at: names,
    type: types,
    policy: policies,
    ttl: fc.constantFrom(60, 60, 60, 300),
    seed: fc.nat(),
    both: fc.boolean(),
    isAlias: fc.integer({ min: 0, max: 9 }),
  })
  .map(({ at, type, policy, ttl, seed, both, isAlias }) => {
    const values = VALUES[type];
    const base = rr(
      at,
      type,
      both && type !== 'CNAME' ? values.slice(0, 2) : [values[seed % values.length] as string],
    );
    if (isAlias > 1 || (type !== 'A' && type !== 'AAAA')) return { ...base, TTL: ttl, ...policy };
    const AliasTarget = {
      HostedZoneId: 'Z35SXDOTRQ7X7K',
      DNSName: 'shop-1.us-east-1.elb.amazonaws.com',
      EvaluateTargetHealth: true,
    };
    return { Name: base.Name, Type: base.Type, AliasTarget, ...policy };
  });

const moves: fc.Arbitrary<Move> = fc.record({
  action: fc.constantFrom('CREATE', 'CREATE', 'UPSERT', 'DELETE', 'DELETE', 'DELETE', 'DELETE made up'),
  record: records,
  pick: fc.nat(),
});

/** A history of batches, among them many that are accepted and many that aren't. */
export const histories = fc.array(fc.array(moves, { minLength: 1, maxLength: 5 }), {
  minLength: 1,
  maxLength: 12,
});

export function batchOf(engine: Route53Engine, history: readonly Move[]): ChangeBatchInput {
  const stored = engine.records(ZONE);
  return {
    Changes: history.map(({ action, record, pick }) =>
      action === 'DELETE'
        ? { Action: 'DELETE', ResourceRecordSet: stored[pick % stored.length] as RecordSetInput }
        : { Action: action === 'DELETE made up' ? 'DELETE' : action, ResourceRecordSet: record },
    ),
  };
}

/** Sends a batch; the refusal, or undefined when it was accepted. Anything but a refusal is thrown on. */
export function refusalOf(engine: Route53Engine, batch: ChangeBatchInput): Route53Error | undefined {
  try {
    engine.changeResourceRecordSets(ZONE, batch);
    return undefined;
  } catch (error) {
    if (error instanceof Route53Error) return error;
    throw error;
  }
}
