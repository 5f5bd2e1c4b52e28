/** Databases behind networks of plain data, and what is found. */
import type { Finding } from '../../../../../../lambdas/migration/contract/findings.ts';
import { uncovered } from '../../../../../../lambdas/migration/domain/readiness/coverage.ts';
import { verifyNetwork } from '../../../../../../lambdas/migration/preflight/verify-network/verify-network.ts';
import { MemoryNetwork } from '../../../../../fakes/migration/memory-network.ts';
import { someSettings } from '../../../../../support/migration/settings.ts';

export const SETTINGS = someSettings({
  databases: [
    { identifier: 'shop-db', kind: 'instance', engine: 'postgres', roundTrips: 10, p99BudgetMs: 10 },
  ],
  clusterNetwork: { vpcId: 'vpc-k8s', subnetIds: ['subnet-a', 'subnet-b'], securityGroupIds: ['sg-nodes'] },
});

export async function verify(network: MemoryNetwork) {
  const result = await verifyNetwork(SETTINGS, { network, placements: network });
  expect(uncovered(SETTINGS, [result]).filter(({ check }) => check === 'VerifyNetwork')).toEqual([]);
  return result.findings;
}

export const briefly = (findings: readonly Finding[]) => [
  ...new Set(findings.map(({ level, code }) => `${level} ${code}`)),
];
export const OPEN = ['pass network-open'];

/** What is found when one thing is different. */
export async function withChange(change: (network: MemoryNetwork) => void) {
  const network = new MemoryNetwork();
  change(network);
  const findings = await verify(network);
  const joined = (field: 'seen' | 'toDo') => findings.map((finding) => finding[field]).join('\n');
  return { brief: briefly(findings), seen: joined('seen'), toDo: joined('toDo') };
}

export const routes = (network: MemoryNetwork, id: string, ...more: [string, string, boolean?][]) =>
  network.change('routeTables', id, {
    routes: more.map(([cidr, target, active = true]) => ({ cidr, target, active })),
  });
