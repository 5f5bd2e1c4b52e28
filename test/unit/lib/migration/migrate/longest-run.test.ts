import { Duration } from 'aws-cdk-lib';
import fc from 'fast-check';
import { LONGEST_HELD_UNDER_WAY } from '../../../../../lambdas/migration/contract/old-ttl.ts';
import { judgeTtl } from '../../../../../lambdas/migration/domain/readiness/dns/judge-record.ts';
import { longestRun } from '../../../../../lib/migration/migrate/longest-run.ts';
import { resolve, smallest } from '../config/configurations.ts';

/** Many steps and hardly anything between them: what resolvers hold is nearly all of it. */
const { settings } = resolve({
  ...smallest(),
  steps: Array.from({ length: 20 }, (_, i) => ({ percent: 5 * (i + 1), soak: Duration.minutes(5) })),
  holdTimeout: Duration.minutes(1),
  drain: {
    minimumStay: Duration.minutes(5),
    maximumStay: Duration.minutes(5),
    quietWindow: Duration.minutes(5),
  },
  soak: { maximumExtensions: 0 },
});
const { steps, soak, drain, holdTimeoutSeconds: hold } = settings;

/** Seconds, when resolvers hold it, and each soak is extended and held, for as long as may be. */
const OF_STEP = LONGEST_HELD_UNDER_WAY + soak.maximumExtensions * soak.extensionSeconds + hold;
const FROM_THE_FIRST_STEP_ON =
  steps.reduce((sum, { soakSeconds }) => sum + soakSeconds + OF_STEP, 0) + drain.maximumStaySeconds + hold;

describe('the time that a run is allowed', () => {
  const accepts = (TTL: number): boolean =>
    judgeTtl({ Name: 'www.shop.test.', Type: 'A', TTL, ResourceRecords: [] }).every(
      ({ level }) => level !== 'fail',
    );

  it('has room for every TTL that preflight lets pass, and for all that comes after it', () => {
    expect(accepts(604_800)).toBe(true);
    fc.assert(
      fc.property(fc.oneof(fc.nat(2 ** 31 - 1), fc.nat(60 * 86_400)), (TTL) => {
        const fits = TTL + FROM_THE_FIRST_STEP_ON < longestRun(settings).toSeconds();
        expect({ TTL, fits: fits || !accepts(TTL) }).toEqual({ TTL, fits: true });
      }),
    );
  });
});
