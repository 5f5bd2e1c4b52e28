import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { yamlDocuments } from '../../../../../../lambdas/migration/adapters/yaml-documents.ts';
import { readSpec } from '../../../../../../lambdas/migration/domain/kops/read-spec.ts';
import { judgeMasterGroups } from '../../../../../../lambdas/migration/preflight/verify-cluster/judge-master-groups.ts';
import { judgeQuorum } from '../../../../../../lambdas/migration/preflight/verify-cluster/judge-quorum.ts';
import { judgeSecurity } from '../../../../../../lambdas/migration/preflight/verify-cluster/judge-security.ts';
import { judgeSupport } from '../../../../../../lambdas/migration/preflight/verify-cluster/judge-support.ts';
import { NOW } from './some-cluster.ts';

const FOLDER = join(import.meta.dirname, '../../../../../support/migration/kops-specs');

/** What is amiss with each, by `level code subject`, and the kops that it was made with. */
const EXPECTED: Readonly<Record<string, readonly [kops: string, amiss: readonly string[]]>> = {
  'anchors-four-masters.yaml': ['1.36.1', ['warn etcd-members-even main', 'warn etcd-members-even events']],
  'cilium-etcd.yaml': ['1.36.1', []],
  'cluster.spec-1.17.yaml': [
    '1.17.1',
    [
      'warn version-unsupported kops 1.17.1',
      'warn version-unsupported Kubernetes 1.17.6',
      'warn version-unsupported etcd 3.4.3',
      'warn image-unsupported kope.io/k8s-1.17-debian-buster-amd64-hvm-ebs-2020-07-20',
    ],
  ],
  'cluster.spec-1.4.yaml': [
    '1.4.4',
    [
      'fail instance-loss-loses-quorum main',
      'fail zone-loss-loses-quorum main',
      'fail instance-loss-loses-quorum events',
      'fail zone-loss-loses-quorum events',
      'fail etcd-encryption-off main',
      'fail etcd-encryption-off events',
      'fail rbac-off c.example.com',
      'fail ssh-open c.example.com',
      'fail api-open c.example.com',
      'fail topology-public c.example.com',
      'warn version-unsupported kops 1.4.4',
      'warn version-unsupported Kubernetes 1.4.6',
      'warn version-unsupported etcd 2.2',
      'warn image-unsupported kope.io/k8s-1.5-debian-jessie-amd64-hvm-ebs-2017-01-09',
    ],
  ],
  // No prefix list is read here.
  'five-masters.yaml': ['1.36.1', ['unknown api-access-unknown c.example.com']],
  'json-list.yaml': [
    '1.36.1',
    [
      'fail instance-loss-loses-quorum main',
      'fail zone-loss-loses-quorum main',
      'warn etcd-members-even main',
    ],
  ],
  'kops-1.19-public.yaml': [
    '1.19.1',
    [
      'fail instance-loss-loses-quorum main',
      'fail zone-loss-loses-quorum main',
      'fail instance-loss-loses-quorum events',
      'fail zone-loss-loses-quorum events',
      'fail etcd-encryption-off main',
      'fail etcd-encryption-off events',
      'fail rbac-off c.example.com',
      'fail ssh-open c.example.com',
      'fail api-open c.example.com',
      'fail topology-public c.example.com',
      'warn version-unsupported kops 1.19.1',
      'warn version-unsupported Kubernetes 1.19.7',
      'warn version-unsupported etcd 3.4',
      'warn image-unsupported 099720109477/ubuntu/images/hvm-ssd/ubuntu-focal-20.04-amd64-server-20220404',
    ],
  ],
  'kops-1.23-private.yaml': [
    '1.23.1',
    [
      'warn version-unsupported kops 1.23.1',
      'warn version-unsupported Kubernetes 1.23.17',
      'warn version-unsupported etcd 3.5',
      'warn image-unsupported 099720109477/ubuntu/images/hvm-ssd/ubuntu-focal-20.04-amd64-server-20220404',
    ],
  ],
  'kops-1.24-lists-of-prefixes.yaml': [
    '1.24.3',
    [
      'warn ssh-access-unset c.example.com',
      'unknown api-access-unknown c.example.com',
      'warn version-unsupported kops 1.24.3',
      'warn version-unsupported Kubernetes 1.24.6',
      'warn version-unsupported etcd 3.5',
      'warn image-unsupported 099720109477/ubuntu/images/hvm-ssd/ubuntu-focal-20.04-amd64-server-20220404',
    ],
  ],
  'kops-1.29-gossip.yaml': [
    '1.29.1',
    [
      'fail ssh-open c.k8s.local',
      'fail api-open c.k8s.local',
      'fail topology-public c.k8s.local',
      'warn version-unsupported kops 1.29.1',
      'warn version-unsupported Kubernetes 1.29.4',
      'warn version-unsupported etcd 3.5.9',
    ],
  ],
  'kops-1.37-v1alpha3.yaml': ['1.37.1', []],
  'kops-1.7-old-api.yaml': [
    '1.7.1',
    [
      'fail rbac-off c.example.com',
      'warn ssh-access-unset c.example.com',
      'warn api-access-unset c.example.com',
      'warn version-unsupported kops 1.7.1',
      'warn version-unsupported Kubernetes 1.7.4',
      'warn version-unsupported etcd 2.2',
      'warn image-unsupported kope.io/k8s-1.7-debian-jessie-amd64-hvm-ebs-2017-07-28',
    ],
  ],
  'kops-get-with-bastions.yaml': ['1.36.1', []],
  'one-group-of-three.yaml': [
    '1.36.1',
    [
      'fail etcd-members-not-placed main',
      'fail rbac-off c.example.com',
      'warn ssh-access-unset c.example.com',
      'fail api-open c.example.com',
      'fail master-group-size masters',
      'fail master-group-zones masters',
      'warn version-unknown Kubernetes stable',
      'warn version-unknown etcd',
      'warn image-unknown ami-0123456789abcdef0',
    ],
  ],
  'spot-and-unknown-fields.yaml': ['1.36.1', []],
  'us-west-1-two-zones.yaml': [
    '1.36.1',
    ['fail zone-loss-loses-quorum main', 'fail zone-loss-loses-quorum events'],
  ],
};

function judged(file: string, kops: string): readonly string[] {
  const source = file.startsWith('cluster.spec') ? 'cluster.spec' : file;
  const { spec, misfits } = readSpec(yamlDocuments(readFileSync(join(FOLDER, file), 'utf8'), source));
  expect(misfits).toEqual([]);
  if (!spec) throw new Error(`${file} has no cluster`);
  const findings = [
    ...judgeQuorum(spec),
    ...judgeSecurity(spec, kops),
    ...judgeMasterGroups(spec, { known: true, value: [] }, { known: true, value: [] }),
    ...judgeSupport(spec, kops, NOW),
  ];
  return findings
    .filter(({ level, code }) => level !== 'pass' && code !== 'master-group-missing')
    .map(({ level, code, subject }) => `${level} ${code} ${subject}`);
}

describe('specifications of many shapes', () => {
  it('are all in the table', () =>
    expect(readdirSync(FOLDER).toSorted()).toEqual(Object.keys(EXPECTED).toSorted()));

  it.each(Object.entries(EXPECTED))('%s is judged', (file, [kops, amiss]) => {
    expect(judged(file, kops)).toEqual(amiss);
  });
});
