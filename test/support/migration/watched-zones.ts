/** Many zones in the middle of a migration, watched by the real function, adapter and SDK client on a clock that only waits move. */
import { Pacer } from '../../../lambdas/migration/adapters/pacer.ts';
import { Route53Zone } from '../../../lambdas/migration/adapters/route53-zone.ts';
import { watchedLimits } from '../../../lambdas/migration/domain/watch/pace.ts';
import { lowerTtl } from '../../../lambdas/migration/migrate/lower-ttl/lower-ttl.ts';
import { soak } from '../../../lambdas/migration/migrate/soak/soak.ts';
import { adoptRecords, shiftWeight } from '../../../lambdas/migration/swap/move-records.ts';
import { watch } from '../../../lambdas/migration/watch/watch/watch.ts';
import { Route53Engine } from '../../../rehearsal/route53/index.ts';
import { MemoryAlarms } from '../../fakes/migration/memory-alarms.ts';
import { MemoryBeforeImageCopy } from '../../fakes/migration/memory-before-image-copy.ts';
import { MemoryExecutions } from '../../fakes/migration/memory-executions.ts';
import { MemoryJournal } from '../../fakes/migration/memory-journal.ts';
import { MemorySchedules } from '../../fakes/migration/memory-schedules.ts';
import { RecordingTopic } from '../../fakes/recording-topic.ts';
import { engineClient } from './engine-client.ts';
import { engineDns } from './engine-dns.ts';
import { EngineZone } from './engine-zone.ts';
import { anAlarm } from './evidence.ts';
import { someSettings } from './settings.ts';
import { VirtualTime } from './virtual-time.ts';

const START = Date.parse('2027-03-01T00:00:00Z');
/** What Route 53 takes to answer a read. */
const ANSWER_MS = 60;

export interface WatchedMinute {
  readonly calls: number;
  readonly throttled: number;
  /** That the call of Watch took on the clock. */
  readonly seconds: number;
  readonly unread: readonly string[];
  /** When each call was, milliseconds after the minute's begin. */
  readonly at: readonly number[];
}

/** @param waits whether the run soaks */
export async function watchedMinutes(options: {
  readonly zones: number;
  readonly names: number;
  readonly minutes: number;
  readonly waits: boolean;
}): Promise<readonly WatchedMinute[]> {
  const time = new VirtualTime(START);
  const engine = new Route53Engine({ now: time.now, throttle: false, propagation: { minMs: 0, maxMs: 0 } });
  const zones = Array.from({ length: options.zones }, (_, z) => ({
    id: `Z${z}`,
    name: `z${z}.test.`,
    records: Array.from({ length: options.names / options.zones }, (_, i) => `n${i}.z${z}.test.`),
    fenceName: `_cutover-shop.z${z}.test.`,
  }));
  for (const { id, name, records } of zones)
    engine.addZone({
      id,
      name,
      records: [
        ...records.flatMap((Name) => [address(Name, 'A'), address(Name, 'AAAA')]),
        // Beside each moved name one that is not.
        ...records.map((Name) => address(`other-${Name}`, 'A')),
      ],
    });
  const settings = someSettings({
    zones,
    target: { kind: 'addresses', ipv4: ['192.0.2.9'], ipv6: ['2001:db8::9'] },
  });
  const journal = new MemoryJournal();
  const zoneOf = (zoneId: string) => new EngineZone(engine, zoneId);
  const run = { name: 'run-1', arn: 'arn:run-1', startedAt: new Date(START).toISOString() };
  const moving = {
    settings,
    clock: time,
    journal,
    zoneOf,
    copy: new MemoryBeforeImageCopy(),
    dns: engineDns(engine, zoneOf),
  };
  await lowerTtl(run, moving);
  await time.pass(600_000);
  await adoptRecords(run, moving);
  await shiftWeight({ run, step: 0, continues: '' }, moving);
  const until = new Date(time.now() + 86_400_000).toISOString();
  if (options.waits) await soak({ run, taskToken: 'token', step: 0, soakUntil: until }, moving);

  const at: number[] = [];
  const { client, counted } = engineClient(engine, () => {
    at.push(time.now());
    return time.pass(ANSWER_MS);
  });
  const pacer = new Pacer(watchedLimits(settings.route53, options.waits), time);
  const alarms = new MemoryAlarms();
  alarms.alarms.push(anAlarm());
  const images = (await journal.load())?.beforeImage ?? new Map();
  const found: WatchedMinute[] = [];
  for (let minute = 0; minute < options.minutes; minute++) {
    const begin = { at: time.now(), ...counted, made: at.length };
    const patience = () => begin.at + 0.8 * 55_000 - time.now();
    const { unread } = await watch(
      { run: 'run-1', arn: 'arn:run-1', schedule: 'x' },
      {
        settings,
        clock: time,
        journal,
        alarms,
        zoneOf: (zoneId) => new Route53Zone(zoneId, { client, turns: pacer.turns(patience) }, time),
        executions: new MemoryExecutions(),
        schedules: new MemorySchedules(),
        tasks: { succeed: async () => true, beat: async () => true },
        topic: new RecordingTopic(),
        recordRoles: [],
        decideArn: 'arn:decide',
        rollBackArn: 'arn:rollBack',
        beforeImageOf: async () => images,
      },
    );
    found.push({
      calls: counted.calls - begin.calls,
      throttled: counted.throttled - begin.throttled,
      seconds: (time.now() - begin.at) / 1000,
      unread,
      at: at.slice(begin.made).map((call) => call - begin.at),
    });
    await time.pass(Math.max(0, begin.at + 60_000 - time.now()));
  }
  return found;
}

function address(Name: string, Type: 'A' | 'AAAA') {
  const Value = Type === 'A' ? '198.51.100.1' : '2001:db8::1';
  return { Name, Type, TTL: 300, ResourceRecords: [{ Value }] };
}
