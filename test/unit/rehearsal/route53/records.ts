import type { EngineOptions } from '../../../../rehearsal/route53/engine-options.ts';
import type { RecordSetInput, ZoneSeed } from '../../../../rehearsal/route53/index.ts';
import { Route53Engine } from '../../../../rehearsal/route53/index.ts';

export const ZONE = 'Z1';

/** A record set with values; `at` is a name without the zone, empty for the apex. */
export function rr(
  at: string,
  Type: string,
  values: readonly string[],
  more: RecordSetInput = {},
): RecordSetInput {
  const Name = at === '' ? 'example.com.' : `${at}.example.com.`;
  return { Name, Type, TTL: 60, ResourceRecords: values.map((Value) => ({ Value })), ...more };
}

/** A weighted A record set at `www`, answering with its own address. */
export function member(
  id: string,
  weight: number,
  address: string,
  more: RecordSetInput = {},
): RecordSetInput {
  return rr('www', 'A', [address], { SetIdentifier: id, Weight: weight, ...more });
}

/** An alias at `at` to a load balancer called `name`. */
export function balancer(at: string, name: string, more: RecordSetInput = {}): RecordSetInput {
  return {
    Name: `${at}.example.com.`,
    Type: 'A',
    AliasTarget: {
      HostedZoneId: 'Z35SXDOTRQ7X7K',
      DNSName: `${name}.us-east-1.elb.amazonaws.com.`,
      EvaluateTargetHealth: true,
    },
    ...more,
  };
}

/** An engine that doesn't throttle, with the zone example.com, and its clock. @param prepare makes checks that records name */
export function engineWith(
  records: ZoneSeed['records'],
  options: Partial<EngineOptions> = {},
  prepare: (checks: Route53Engine['healthChecks']) => void = () => undefined,
) {
  const clock = { ms: 0 };
  const engine = new Route53Engine({ now: () => clock.ms, throttle: false, ...options });
  prepare(engine.healthChecks);
  engine.addZone({ id: ZONE, name: 'example.com', ...(records && { records }) });
  return { engine, clock };
}
