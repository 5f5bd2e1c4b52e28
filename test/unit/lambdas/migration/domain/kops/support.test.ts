import { imageSupport } from '../../../../../../lambdas/migration/domain/kops/images.ts';
import {
  CONTAINERD,
  ETCD,
  KOPS,
  KUBERNETES,
  SUPPORT_AS_OF,
  supportOf,
  usualEtcd,
} from '../../../../../../lambdas/migration/domain/kops/support.ts';
import { versionIn } from '../../../../../../lambdas/migration/domain/kops/version.ts';

const DAY = '2027-01-04';

describe('the support of a version', () => {
  it.each([
    [KOPS, '1.36.1', 'supported'],
    [KOPS, '1.35.0', 'ended'],
    [KOPS, '1.38.0-alpha.1', 'newer'],
    [KUBERNETES, '1.36.2', 'supported'],
    [KUBERNETES, 'v1.35.9', 'supported'],
    [KUBERNETES, '1.34.9', 'ended'],
    [KUBERNETES, '1.9.0', 'ended'],
    [KUBERNETES, '2.0.0', 'newer'],
    [KUBERNETES, 'stable', 'no-version'],
    [KUBERNETES, '', 'no-version'],
    [ETCD, '3.6.9', 'supported'],
    [ETCD, '3.5.21', 'ended'],
    [CONTAINERD, '2.3.2', 'supported'],
    [CONTAINERD, '1.7.30', 'ended'],
  ])('of %o %s is %s', (program, version, kind) => {
    expect(supportOf(program, version, DAY).kind).toBe(kind);
  });

  it('ends after its last day', () => {
    expect(supportOf(KUBERNETES, '1.35.9', '2027-02-28')).toEqual({ kind: 'supported', until: '2027-02-28' });
    expect(supportOf(KUBERNETES, '1.35.9', '2027-03-01')).toEqual({ kind: 'ended', on: '2027-02-28' });
  });

  it('is in a table without a line that had ended when it was written, oldest first', () => {
    for (const { minors } of [KOPS, KUBERNETES, ETCD, CONTAINERD]) {
      for (const { until = SUPPORT_AS_OF } of minors) expect(until >= SUPPORT_AS_OF).toBe(true);
      const numbers = minors.map(({ minor }) => versionIn(minor)?.minor ?? 0);
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    }
  });

  it('of etcd follows Kubernetes where nothing is said', () => {
    const kubernetes = ['1.38.0', '1.37.0', '1.34.0', '1.33.1', '1.21.5', '1.16.9', '1.13.0', '1.11.6', ''];
    const etcd = ['3.7', '3.7', '3.6', '3.5', '3.4', '3.3', '3.2', '2.2', undefined];
    expect(kubernetes.map(usualEtcd)).toEqual(etcd);
  });
});

describe('the support of an image', () => {
  it.each([
    [
      '099720109477/ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20260720',
      'Ubuntu 24.04',
      'supported',
    ],
    [
      'ssm:/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id',
      'Ubuntu 24.04',
      'supported',
    ],
    ['099720109477/ubuntu/images/hvm-ssd/ubuntu-focal-20.04-amd64-server-20220404', 'Ubuntu 20.04', 'ended'],
    ['136693071363/debian-12-amd64-20260601-2100', 'Debian 12', 'supported'],
    ['136693071363/debian-10-amd64-20210329-591', 'Debian 10', 'ended'],
    ['kope.io/k8s-1.17-debian-stretch-amd64-hvm-ebs-2020-01-17', 'Debian 9', 'ended'],
    ['137112412989/al2023-ami-2023.9.20260101.0-kernel-6.1-x86_64', 'Amazon Linux 2023', 'supported'],
    ['137112412989/amzn2-ami-kernel-5.10-hvm-2.0.20230320.0-x86_64-gp2', 'Amazon Linux 2', 'ended'],
    ['075585003325/Flatcar-stable-4081.2.0-hvm', 'Flatcar', 'supported'],
    ['595879546273/CoreOS-stable-2512.3.0-hvm', 'CoreOS Container Linux', 'ended'],
    ['309956199498/RHEL-9.4.0_HVM-20240605-x86_64-82-Hourly2-GP3', 'RHEL or Rocky Linux 9', 'supported'],
  ])('%s is of %s, %s', (image, name, kind) => {
    expect(imageSupport(image, DAY)).toMatchObject({ name, kind });
  });

  it.each(['ami-0123456789abcdef0', '', 'my-image'])('%p says nothing', (image) => {
    expect(imageSupport(image, DAY)).toEqual({ kind: 'not-known' });
  });
});
