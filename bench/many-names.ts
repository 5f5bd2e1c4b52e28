/**
 * 400 names in one zone, within Route 53's limits: how many calls and how long each state takes. Real
 * adapters, real SDK client, the strict engine over HTTP, real time.
 */
import { Route53Client } from '@aws-sdk/client-route-53';
import { adoptRecords } from '../lambdas/adopt-records/adopt-records.ts';
import { lowerTtl } from '../lambdas/lower-ttl/lower-ttl.ts';
import { restoreLegacy } from '../lambdas/restore-legacy/restore-legacy.ts';
import { Route53Zone } from '../lambdas/shared/adapters/route53-zone.ts';
import type { Run } from '../lambdas/shared/contract/payloads.ts';
import type { CopyWorld } from '../lambdas/shared/swap/world.ts';
import { shiftWeight } from '../lambdas/shift-weight/shift-weight.ts';
import { createRoute53Handler, Route53Engine, startRoute53Server } from '../rehearsal/route53/index.ts';
import { MemoryBeforeImageCopy } from '../test/fakes/memory-before-image-copy.ts';
import { MemoryJournal } from '../test/fakes/memory-journal.ts';
import { someSettings } from '../test/support/settings.ts';

export interface ManyNamesRow {
  readonly state: string;
  readonly calls: number;
  readonly throttled: number;
  readonly seconds: number;
}

const NAMES = 400;

/** Calls and seconds per state for 400 names that each have A and AAAA aliases to legacy. */
export async function manyNamesRows(): Promise<ManyNamesRow[]> {
  const engine = new Route53Engine({ now: () => Date.now(), propagation: { minMs: 0, maxMs: 0 } });
  const names = Array.from({ length: NAMES }, (_, i) => `n${i}.shop.test.`);
  engine.addZone({ id: 'Z1SHOP', name: 'shop.test', records: names.flatMap(legacyRecords) });
  const before = plainRecords(engine);
  const counted = { calls: 0, throttled: 0 };
  const handler = createRoute53Handler(engine);
  const server = await startRoute53Server((request) => {
    const answer = handler(request);
    counted.calls++;
    if (answer.status === 400 && answer.body.includes('Throttling')) counted.throttled++;
    return answer;
  });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new Route53Client({
    endpoint: server.endpoint,
    region: 'us-east-1',
    credentials,
    maxAttempts: 6,
  });
  try {
    const zones = [
      { id: 'Z1SHOP', name: 'shop.test.', records: names, fenceName: '_cutover-shop.shop.test.' },
    ];
    const clock = { now: () => Date.now() };
    const world: CopyWorld = {
      settings: someSettings({ zones }),
      clock,
      journal: new MemoryJournal(),
      copy: new MemoryBeforeImageCopy(),
      zoneOf: (zoneId) => new Route53Zone(client, zoneId, clock),
    };
    const rows = await measureStates(world, counted);
    if (plainRecords(engine) !== before)
      throw new Error('The rollback of 400 names did not restore the zone.');
    return rows;
  } finally {
    client.destroy();
    await server.close();
  }
}

async function measureStates(
  world: CopyWorld,
  counted: { calls: number; throttled: number },
): Promise<ManyNamesRow[]> {
  const run: Run = { name: 'run-1', arn: 'arn:run-1', startedAt: new Date().toISOString() };
  const rows: ManyNamesRow[] = [];
  const measure = async (state: string, call: () => Promise<unknown>) => {
    const begin = { at: performance.now(), ...counted };
    await call();
    const seconds = (performance.now() - begin.at) / 1000;
    rows.push({
      state,
      calls: counted.calls - begin.calls,
      throttled: counted.throttled - begin.throttled,
      seconds,
    });
  };
  await measure('LowerTtl', () => lowerTtl(run, world));
  await measure('AdoptRecords', () => adoptRecords(run, world));
  await measure('ShiftWeight', () => shiftWeight({ run, step: 0, continues: '' }, world));
  const asOf = new Date().toISOString();
  const request = { source: 'person', run: '', reason: 'bench', asOf, cause: '' } as const;
  await measure('RestoreLegacy', () => restoreLegacy({ run, request }, world));
  return rows;
}

function legacyRecords(Name: string) {
  return ['A', 'AAAA'].map((Type) => ({
    Name,
    Type,
    AliasTarget: {
      HostedZoneId: 'Z368ELLRRE2KJ0',
      DNSName: 'legacy-shop-1234567890.us-west-1.elb.amazonaws.com.',
      EvaluateTargetHealth: false,
    },
  }));
}

function plainRecords(engine: Route53Engine): string {
  return JSON.stringify(engine.records('Z1SHOP').filter((record) => !record.Name.startsWith('_cutover-')));
}
