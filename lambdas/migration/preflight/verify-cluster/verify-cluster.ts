import type { CheckResult } from '../../contract/findings.ts';
import type { ClusterSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { judgeQuorum } from './judge-quorum.ts';
import { judgeSecurity } from './judge-security.ts';
import { judgeStore } from './judge-store.ts';
import { loadSpec, type SpecPorts } from './load-spec.ts';

/** The kops cluster: what it is meant to be, whether that is safe, and whether it is so. */
export async function verifyCluster({ name }: ClusterSettings, ports: SpecPorts): Promise<CheckResult> {
  const loaded = await loadSpec(name, ports);
  const findings = [judgeStore(name, ports.store.address, loaded)];
  if (loaded.kind === 'read')
    findings.push(...judgeQuorum(loaded.spec), ...judgeSecurity(loaded.spec, loaded.kopsVersion));
  return { check: MIGRATE.verifyCluster, findings };
}
