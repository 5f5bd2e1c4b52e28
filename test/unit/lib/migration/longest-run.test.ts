import fc from 'fast-check';
import { judgeTtl } from '../../../../lambdas/shared/domain/readiness/dns/judge-record.ts';
import { longestRun } from '../../../../lib/migration/longest-run.ts';
import { resolve, smallest } from '../config/configurations.ts';

const { settings } = resolve(smallest());
const { steps, soak, drain, holdTimeoutSeconds: hold } = settings;

/** Seconds, when each soak is extended and held for as long as may be. */
const OF_STEP = soak.maximumExtensions * soak.extensionSeconds + hold;
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
