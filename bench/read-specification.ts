/** Reads and judges a specification of 5 MiB in a process of its own, and prints what it took. Argument: its shape. */
import { yamlDocuments } from '../lambdas/migration/adapters/yaml-documents.ts';
import { readSpec } from '../lambdas/migration/domain/kops/read-spec.ts';
import { judgeQuorum } from '../lambdas/migration/preflight/verify-cluster/judge-quorum.ts';
import { judgeSecurity } from '../lambdas/migration/preflight/verify-cluster/judge-security.ts';

const BYTES = 5 * 1024 * 1024;

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

/** What makes it large, once. */
const MORE: Readonly<Record<string, (i: number) => string>> = {
  groups: (i) => `---
apiVersion: kops.k8s.io/v1alpha2
kind: InstanceGroup
metadata: {name: nodes-${i}}
spec:
  additionalUserData:
  - content: |
      #!/bin/sh
      echo ${i} >/etc/number
      sysctl -w vm.max_map_count=262144
    name: number.sh
    type: text/x-shellscript
  image: 099720109477/ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20260720
  machineType: m6i.large
  maxSize: 1
  minSize: 1
  nodeLabels: {team: t${i}}
  role: Node
  subnets: [us-west-1a]
`,
  values: (i) => `  field${i}: {a: ${i}, b: true, c: [1, 2, 3], d: "x y"}\n`,
};

const more = MORE[process.argv[2] ?? ''];
if (!more) throw new Error(`Give a shape: ${Object.keys(MORE).join(' or ')}`);
const parts = [CLUSTER];
for (let i = 0, bytes = CLUSTER.length; bytes < BYTES; i++) {
  const part = more(i);
  parts.push(part);
  bytes += part.length;
}
const text = parts.join('');
// Of the processor, because a machine that is busy otherwise makes the wall clock's of no use.
const began = process.cpuUsage();
const { spec, misfits } = readSpec(yamlDocuments(text, 'config'));
if (!spec || misfits.length > 0) throw new Error('The specification was not understood.');
const findings = [...judgeQuorum(spec), ...judgeSecurity(spec, '1.36.0')];
const { user, system } = process.cpuUsage(began);
const seconds = (user + system) / 1e6;
const mebibytes = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ seconds, mebibytes, findings: findings.length }));
