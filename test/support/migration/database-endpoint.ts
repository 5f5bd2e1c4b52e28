import type { DatabaseEndpoint } from '../../../lambdas/migration/contract/payloads.ts';

/** A PostgreSQL of RDS, as DescribeDatabases returns it. @param subject what the host begins with, too */
export function databaseEndpoint(subject: string): DatabaseEndpoint {
  return {
    subject,
    kind: 'instance',
    engine: 'postgres',
    roundTrips: 4,
    p99BudgetMs: 5,
    host: `${subject}.abc.us-west-1.rds.amazonaws.com`,
    port: 5432,
  };
}
