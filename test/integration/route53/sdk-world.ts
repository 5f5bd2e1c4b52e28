import type { Route53Client } from '@aws-sdk/client-route-53';
import type { EngineOptions, ZoneSeed } from '../../../rehearsal/route53/index.ts';
import { createRoute53Handler, Route53Engine } from '../../../rehearsal/route53/index.ts';
import { clientOf } from '../../support/migration/route53-server.ts';

export const ZONE_ID = 'Z0SHOP';

/** An engine with one zone, behind HTTP, and the real SDK client in front of it. Its clock stands still until it is moved. */
export interface SdkWorld {
  readonly engine: Route53Engine;
  readonly client: Route53Client;
  /** Moves the clock forward by milliseconds. */
  advance(ms: number): void;
  close(): Promise<void>;
}

export async function startSdkWorld(
  options: Partial<EngineOptions> & { readonly records?: ZoneSeed['records'] } = {},
): Promise<SdkWorld> {
  const { records, ...engineOptions } = options;
  let time = Date.parse('2026-01-01T00:00:00Z');
  const engine = new Route53Engine({ now: () => time, throttle: false, ...engineOptions });
  engine.addZone({ id: ZONE_ID, name: 'example.com', ...(records && { records }) });
  const { client, close } = await clientOf(createRoute53Handler(engine));
  return {
    engine,
    client,
    advance: (ms) => {
      time += ms;
    },
    close,
  };
}
