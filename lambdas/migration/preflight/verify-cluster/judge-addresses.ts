import type { Finding } from '../../contract/findings.ts';
import type { ClusterSpec } from '../../domain/kops/cluster-spec.ts';
import type { SeenInstance } from '../../domain/kops/seen-cluster.ts';
import type { Reading } from '../../domain/reading.ts';
import { isSpecifiedPublic } from './judge-security.ts';
import { notes } from './notes.ts';

const WHY =
  'An instance with a public address can be reached from the internet as far as its security groups let.';

/** Whether the masters have public addresses. @param spec undefined where it can't be read */
export function judgeAddresses(
  name: string,
  spec: ClusterSpec | undefined,
  instances: Reading<readonly SeenInstance[]>,
): readonly Finding[] {
  const masters = instances.known ? instances.value.filter(({ role }) => role === 'master') : [];
  // That there are none is another finding.
  if (masters.length === 0) return [];
  const reached = masters.filter(({ publicAddress }) => publicAddress !== '');
  if (reached.length === 0)
    return [notes.pass(name, 'masters-private', { seen: 'No master has a public address.', why: WHY })];
  // That they are meant to is a finding about the specification.
  if (spec && isSpecifiedPublic(spec)) return [];
  const listed = reached.map(({ id, publicAddress }) => `${id} has ${publicAddress}`).join(', ');
  return [
    notes.fail(name, 'masters-public-address', {
      seen: `${spec ? 'The specification has no master in a public subnet' : 'The specification could not be read'}, and ${listed}.`,
      why: WHY,
      toDo: 'Ask who gave it the address. An Elastic IP is taken away by `aws ec2 disassociate-address`; a subnet that hands out addresses by `aws ec2 modify-subnet-attribute --no-map-public-ip-on-launch`, then replace the master.',
    }),
  ];
}
