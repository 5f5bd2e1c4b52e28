import { route53 } from '../adapters/route53-client.ts';
import { Route53Zone } from '../adapters/route53-zone.ts';
import type { MigrationSettings } from '../contract/settings.ts';
import type { Clock } from '../ports/clock.ts';
import type { CopyWorld, SwapWorld } from '../swap/world.ts';
import { beforeImageCopyOf } from './before-image-copy.ts';
import { journalOf } from './journal.ts';

/** Route 53 and the journal, as a function that changes zones needs them. */
export function swapWorld({ settings, clock }: { settings: MigrationSettings; clock: Clock }): SwapWorld {
  return {
    settings,
    clock,
    journal: journalOf(settings),
    zoneOf: (zoneId) => new Route53Zone(route53, zoneId, clock),
  };
}

/** With the copy of the before-image. */
export function copyWorld(context: { settings: MigrationSettings; clock: Clock }): CopyWorld {
  return { ...swapWorld(context), copy: beforeImageCopyOf(context.settings) };
}
