import { CATALOG } from '../../../../lib/migration/functions/catalog.ts';
import { CHECKS } from '../../../../lib/migration/migrate/preflight.ts';

const DATABASES = [
  'DescribeDatabases',
  'ProbeDatabases',
  'ProbeDatabases 1',
  'ProbeDatabases 2',
  'LogInToDatabases',
  'VerifyRds',
];

/** The shop's: it has no hooks. */
export const SHOP_CHECKS = CHECKS.filter((check) => check !== 'VerifyHooks');

/** Each check, some after what they need; databases are probed from both of the shop's subnets. */
export const PREFLIGHT = [
  'Preflight',
  ...SHOP_CHECKS.flatMap((check) => {
    const { databases, workloads } = CATALOG[check].check ?? {};
    if (databases) return DATABASES;
    return workloads ? [workloads.describe, workloads.judge] : [check];
  }),
];
