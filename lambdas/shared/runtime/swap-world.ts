import { dynamo } from '../adapters/dynamo-client.ts';
import { DynamoJournal } from '../adapters/dynamo-journal.ts';
import { route53 } from '../adapters/route53-client.ts';
import { Route53Zone } from '../adapters/route53-zone.ts';
import { ENV } from '../contract/environment.ts';
import type { MigrationSettings } from '../contract/settings.ts';
import type { Clock } from '../ports/clock.ts';
import type { SwapWorld } from '../swap/world.ts';
import { environmentValue } from './environment.ts';

/** Route 53 and the journal, as a function that changes zones needs them. */
export function swapWorld({ settings, clock }: { settings: MigrationSettings; clock: Clock }): SwapWorld {
  return {
    settings,
    clock,
    journal: new DynamoJournal(dynamo, environmentValue(ENV.journalTable), settings.migration),
    zoneOf: (zoneId) => new Route53Zone(route53, zoneId, clock),
  };
}
