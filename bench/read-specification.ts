/** Reads and judges a specification of 5 MiB in a process of its own, and prints what it took. Argument: its shape. */
import { yamlDocuments } from '../lambdas/migration/adapters/yaml-documents.ts';
import { readSpec } from '../lambdas/migration/domain/kops/read-spec.ts';
import { judgeQuorum } from '../lambdas/migration/preflight/verify-cluster/judge-quorum.ts';
import { judgeSecurity } from '../lambdas/migration/preflight/verify-cluster/judge-security.ts';
import { MIB, pad } from './dense-specification.ts';

const CLUSTER = `apiVersion: kops.k8s.io/v1alpha2
kind: Cluster
metadata: {name: k8s.shop.test}
spec:
  authorization: {rbac: {}}
  etcdClusters:
  - {name: main, etcdMembers: [{name: a, instanceGroup: nodes-0, encryptedVolume: true}]}
  subnets:
  - {name: us-west-1a, type: Private, zone: us-west-1a}
`;

const text = CLUSTER + pad(process.argv[2] ?? '', 5 * MIB);
// Of the processor, because a machine that is busy otherwise makes the wall clock's of no use.
const began = process.cpuUsage();
const { spec, misfits } = readSpec(yamlDocuments(text, 'config'));
if (!spec || misfits.length > 0) throw new Error('The specification was not understood.');
const findings = [...judgeQuorum(spec), ...judgeSecurity(spec, '1.36.0')];
const { user, system } = process.cpuUsage(began);
console.log(JSON.stringify({ seconds: (user + system) / 1e6, findings: findings.length }));
