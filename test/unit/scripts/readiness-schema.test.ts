import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { readinessSchema } from '../../../lambdas/migration/runtime/readiness-schema.ts';
import { fullShop, readinessOf as reportOf } from '../../support/migration/readiness.ts';
import { Shop } from '../../support/migration/shop.ts';

const documented = readFileSync(join(__dirname, '../../../docs/readiness.schema.json'), 'utf8');
const schema = z.fromJSONSchema(JSON.parse(documented));

describe('docs/readiness.schema.json', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['the first report', () => reportOf(fullShop())],
    [
      'a report that is compared with the last one',
      async () => {
        const shop = fullShop();
        await reportOf(shop, []);
        return reportOf(shop);
      },
    ],
    [
      'a report without a plan',
      () => {
        const shop = new Shop();
        shop.alarms.failures.set('describe', new Error('AccessDenied'));
        return reportOf(shop);
      },
    ],
    [
      'a report whose rollbacks take nobody knows how long',
      () => {
        const shop = new Shop();
        shop.alarms.alarms.length = 0;
        return reportOf(shop);
      },
    ],
  ])('describes %s, every field of it', async (_what, make) => {
    const report = await make();
    expect(schema.safeParse(report)).toMatchObject({ success: true });
    // What the schema doesn't have is left out of what it reads.
    expect(z.parse(readinessSchema, report)).toEqual(report);
  });

  it.each(['schema', 'ready', 'findings', 'comparison', 'plan'])('needs %s', async (field) => {
    const { [field]: _, ...others } = (await reportOf(fullShop())) as Record<string, unknown>;
    expect(schema.safeParse(others).success).toBe(false);
  });

  it('is of this version only', async () => {
    const report = (await reportOf(fullShop())) as object;
    expect(schema.safeParse({ ...report, schema: 'kops-cutover.readiness/2' }).success).toBe(false);
  });
});
