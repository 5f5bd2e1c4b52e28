import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import type { OpeningPorts } from '../../../lambdas/migration/migrate/lower-ttl/lower-ttl.ts';
import type { Run } from '../../../lambdas/shared/contract/run.ts';
import { Route53Engine, type ZoneSeed } from '../../../rehearsal/route53/index.ts';
import { MemoryBeforeImageCopy } from '../../fakes/migration/memory-before-image-copy.ts';
import { MemoryJournal } from '../../fakes/migration/memory-journal.ts';
import { engineDns } from './engine-dns.ts';
import { EngineZone } from './engine-zone.ts';
import { someSettings } from './settings.ts';
import { SHOP_ZONES } from './shop-zones.ts';

export interface ZonesWorld extends OpeningPorts {
  readonly engine: Route53Engine;
  readonly journal: MemoryJournal;
  readonly copy: MemoryBeforeImageCopy;
  /** Moves the clock, seconds. */
  pass(seconds: number): void;
  run(name: string): Run;
}

/** The shop's zones on the strict engine, with a clock that a test moves; changes are in sync after 30 s. */
export function zonesWorld(
  settings: MigrationSettings = someSettings(),
  zones: readonly ZoneSeed[] = SHOP_ZONES,
): ZonesWorld {
  let now = Date.parse('2026-03-01T00:00:00Z');
  const clock = { now: () => now };
  const engine = new Route53Engine({
    now: clock.now,
    throttle: false,
    propagation: { minMs: 30_000, maxMs: 30_000 },
    resolveAlias: (_loadBalancer, type) => [type === 'A' ? '198.51.100.1' : '2001:db8:2::1'],
  });
  for (const zone of zones) engine.addZone(zone);
  const zoneOf = (zoneId: string) => new EngineZone(engine, zoneId);
  return {
    settings,
    engine,
    clock,
    journal: new MemoryJournal(),
    copy: new MemoryBeforeImageCopy(),
    zoneOf,
    dns: engineDns(engine, zoneOf),
    pass: (seconds) => {
      now += seconds * 1000;
    },
    run: (name) => ({
      name,
      arn: `arn:aws:states:us-west-1:111122223333:execution:shop-Migrate:${name}`,
      startedAt: new Date(now).toISOString(),
    }),
  };
}
