/** A drill of many zones within Route 53's real limits, by the real functions, adapter and SDK client, on a clock that only waits move. */
import { Pacer } from '../../../lambdas/migration/adapters/pacer.ts';
import { Route53Zone } from '../../../lambdas/migration/adapters/route53-zone.ts';
import type { DrillHalf, DrillPhase, DrillReported } from '../../../lambdas/migration/contract/drill.ts';
import type { ChangeResult } from '../../../lambdas/migration/contract/payloads.ts';
import { beginDrill } from '../../../lambdas/migration/drill/begin-drill/begin-drill.ts';
import { confirmDrill } from '../../../lambdas/migration/drill/confirm-drill/confirm-drill.ts';
import { moveDrillName } from '../../../lambdas/migration/drill/move-drill-name/move-drill-name.ts';
import { removeDrillName } from '../../../lambdas/migration/drill/remove-drill-name/remove-drill-name.ts';
import { reportDrill } from '../../../lambdas/migration/drill/report-drill/report-drill.ts';
import { restoreDrillName } from '../../../lambdas/migration/drill/restore-drill-name/restore-drill-name.ts';
import type { NameServers } from '../../../lambdas/migration/ports/name-servers.ts';
import { drillSettings } from '../../../lambdas/migration/swap/drill-ports.ts';
import { Route53Engine } from '../../../rehearsal/route53/index.ts';
import { MemoryJournal } from '../../fakes/migration/memory-journal.ts';
import { MemoryReports } from '../../fakes/migration/memory-reports.ts';
import { RecordingTopic } from '../../fakes/recording-topic.ts';
import { engineNameServers } from './drill-world.ts';
import { engineClient } from './engine-client.ts';
import { someSettings } from './settings.ts';
import { VirtualTime } from './virtual-time.ts';

const START = Date.parse('2027-03-01T00:00:00Z');
/** What Route 53 takes to answer. */
const ANSWER_MS = 60;
/** Between two looks, as the machine waits. */
const LOOK_EVERY_MS = 5_000;

export interface DrilledMany {
  readonly reported: DrillReported;
  readonly body: string;
  /** What each call of a function took, seconds, by its name. */
  readonly seconds: Readonly<Record<string, readonly number[]>>;
  /** The largest payload or result of any of them, bytes of JSON, and its function. */
  readonly largest: { readonly of: string; readonly bytes: number };
  readonly throttled: number;
  /** What stands at the names of the drill at the end. */
  readonly left: number;
}

/** @param answers what the name servers do in place of answering from the zones */
export async function drilledMany(count: number, answers?: NameServers): Promise<DrilledMany> {
  const time = new VirtualTime(START);
  const engine = new Route53Engine({ now: time.now });
  const zones = Array.from({ length: count }, (_, z) => ({
    id: `Z0123456789ABCDEFGH${z}`,
    name: `customer-${z}.example.`,
    records: [`www.customer-${z}.example.`],
    fenceName: `_cutover-shop.customer-${z}.example.`,
  }));
  for (const { id, name, records } of zones)
    engine.addZone({
      id,
      name,
      records: records.map((Name) => ({
        Name,
        Type: 'A',
        TTL: 300,
        ResourceRecords: [{ Value: '192.0.2.1' }],
      })),
    });
  const target = { kind: 'addresses', ipv4: ['192.0.2.9'], ipv6: [] } as const;
  const migration = someSettings({ zones, target });
  const { client, counted } = engineClient(engine, () => time.pass(ANSWER_MS));
  const journal = new MemoryJournal();
  const run = {
    name: 'drill-1',
    arn: 'arn:aws:states:us-west-1:111122223333:execution:shop-Drill:drill-1',
    startedAt: at(),
  };
  const common = {
    settings: drillSettings(migration),
    migration,
    journal,
    migrationJournal: new MemoryJournal(),
    clock: time,
    nameServers: answers ?? engineNameServers(engine),
    serversOf: new Map<string, readonly string[]>(),
    executions: { isRunning: async () => false, running: async () => [], stop: async () => {} },
  };
  const seconds: Record<string, number[]> = {};
  let largest = { of: '', bytes: 0 };
  /** Each function has its own share of the account's limits, and its own time. */
  const pacers = new Map<string, Pacer>();
  const call = async <Payload, Result>(
    of: string,
    payload: Payload,
    handle: (
      payload: Payload,
      ports: typeof common & Pick<Parameters<typeof moveDrillName>[1], 'zoneOf'>,
    ) => Promise<Result>,
  ): Promise<Result> => {
    const pacer = pacers.get(of) ?? new Pacer(migration.route53, time);
    pacers.set(of, pacer);
    const turns = pacer.turns(() => Number.POSITIVE_INFINITY);
    const zoneOf = (zoneId: string) => new Route53Zone(zoneId, { client, turns }, time);
    const began = time.now();
    const result = await handle(payload, { ...common, zoneOf });
    seconds[of] = [...(seconds[of] ?? []), (time.now() - began) / 1000];
    for (const each of [payload, result]) {
      const bytes = Buffer.byteLength(JSON.stringify(each));
      if (bytes > largest.bytes) largest = { of, bytes };
    }
    return result;
  };
  function at(): string {
    return new Date(time.now()).toISOString();
  }

  const { zones: ids, note, percent } = await call('BeginDrill', { run, input: {} }, beginDrill);
  const half = async (phase: DrillPhase, of: string, change: typeof moveDrillName): Promise<DrillHalf> => {
    const since = at();
    const { changes, ttlInForceSeconds } = await call(of, { run, zones: ids }, change);
    let seen: DrillHalf['seen'] = [];
    for (;;) {
      await time.pass(LOOK_EVERY_MS);
      const look = await call('ConfirmDrill', { run, zones: ids, phase, changes, seen }, confirmDrill);
      seen = look.seen;
      if (look.done) return { since, change: { changes, ttlInForceSeconds } as ChangeResult, seen };
    }
  };
  const moved = await half('moved', 'MoveDrillName', moveDrillName);
  const restored = await half('restored', 'RestoreDrillName', restoreDrillName);
  const removed = await call('RemoveDrillName', { run }, removeDrillName);
  const topic = new RecordingTopic();
  const payload = { run, zones: ids, note, percent, moved, restored, removed };
  const reported = await call('ReportDrill', payload, (asked) =>
    reportDrill(asked, {
      migration,
      settings: common.settings,
      journal,
      reports: new MemoryReports(),
      topic,
    }),
  );
  const left = zones.flatMap(({ id }) =>
    engine.records(id).filter(({ Name }) => Name.startsWith('_drill')),
  ).length;
  return {
    reported,
    body: topic.published[0]?.body ?? '',
    seconds,
    largest,
    throttled: counted.throttled,
    left,
  };
}
