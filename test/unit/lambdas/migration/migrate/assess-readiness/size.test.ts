import fc from 'fast-check';
import type { AssessReadinessPayload } from '../../../../../../lambdas/migration/contract/payloads.ts';
import { fitted } from '../../../../../../lambdas/migration/domain/readiness/fit.ts';
import { blocks } from '../../../../../../lambdas/migration/domain/readiness/judged-finding.ts';
import { assessReadiness } from '../../../../../../lambdas/migration/migrate/assess-readiness/assess-readiness.ts';
import { parseAssessReadinessPayload } from '../../../../../../lambdas/migration/migrate/assess-readiness/payload.ts';
import { cases } from '../../../../../support/cases.ts';
import { brokenChecks, WAYS } from '../../../../../support/migration/broken-checks.ts';
import { someSettings } from '../../../../../support/migration/settings.ts';
import { Shop } from '../../../../../support/migration/shop.ts';

/** What Step Functions hands on, and what SNS takes, bytes. */
const HANDED_ON = 256 * 1024;
const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

const NAMES = Array.from({ length: 50 }, (_, i) => `name-${i}.shop.test.`);

describe('a dry run of 50 names', () => {
  it('ends in a report that fits, whichever ways everything is wrong in', async () => {
    const ways = fc.subarray([...WAYS], { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(ways, fc.boolean(), async (wrongIn, dryRun) => {
        const zone = { id: 'Z1SHOP', name: 'shop.test.', fenceName: '_cutover-shop.shop.test.' };
        const settings = someSettings({
          zones: [{ ...zone, records: NAMES }],
          workloads: { daemonSets: [] } as never,
        });
        const shop = new Shop();
        const checks = brokenChecks(settings, wrongIn).map((result) => fitted(result, settings));
        const payload: AssessReadinessPayload = {
          run: shop.run,
          ...{ dryRun, notify: '', note: 'n'.repeat(1000), step: 0, continues: '', checks },
        };
        expect(bytesOf(payload)).toBeLessThan(HANDED_ON);
        const { world, reports, lastReport, topic } = shop;
        const readiness = await assessReadiness(parseAssessReadinessPayload(payload), {
          ...world,
          ...{ settings, reports, lastReport, topic },
        });
        const isWrong = checks.some(({ findings }) => findings.some(blocks));
        if (isWrong) expect(readiness.ready).toBe(false);
        expect(bytesOf(readiness)).toBeLessThan(32_000);
        for (const { body } of topic.published)
          expect(Buffer.byteLength(body)).toBeLessThanOrEqual(HANDED_ON);
        // No code of anything that is wrong is lost on the way to the report.
        const text = reports.kept.get(`${payload.run.name}/readiness`)?.text ?? '';
        const codes = new Set(wrongIn.map((way) => way('VerifyDns', 'x').code));
        expect([...codes].filter((code) => !text.includes(code))).toEqual([]);
      }),
      { numRuns: cases(100) },
    );
  });
});
