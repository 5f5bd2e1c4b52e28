import type { Finding } from '../../contract/findings.ts';
import {
  type ClusterParts,
  type InstanceGroupSpec,
  isMasterGroup,
  zonesOf,
} from '../../domain/kops/cluster-spec.ts';
import { mastersIn, type SeenGroup, type SeenVolume } from '../../domain/kops/seen-cluster.ts';
import type { Reading } from '../../domain/reading.ts';
import { notes } from './notes.ts';

const WHY =
  'kops keeps one master in each of these groups. One that fails comes back only if its group is as kops made it.';
const UPDATE = 'Run `kops update cluster --yes`, or undo by hand what was changed by hand.';
/** kops would make it as the specification wrongly says. */
const CORRECT_FIRST =
  'First correct the specification, as another finding about this instance group says. Then run `kops update cluster --yes`.';

/** Processes without which a master that fails isn't replaced. */
const NEEDED = ['Launch', 'Terminate', 'HealthCheck', 'ReplaceUnhealthy', 'AddToLoadBalancer'];

/** Each group of masters: as the specification wants it, and as Auto Scaling has it. */
export function judgeMasterGroups(
  spec: ClusterParts,
  seen: Reading<readonly SeenGroup[]>,
  volumes: Reading<readonly SeenVolume[]>,
): readonly Finding[] {
  const wanted = spec.instanceGroups.filter(isMasterGroup);
  const own = wanted.flatMap((group) => judgeSpec(spec, group, seen.known ? mastersIn(seen.value) : []));
  if (wanted.length === 0) own.push(noMasters(spec.name));
  if (!seen.known) return [...own, unreadable(spec.name, seen.why)];
  const masters = mastersIn(seen.value);
  const unexpected = masters.filter(
    ({ instanceGroup }) => !wanted.some(({ name }) => name === instanceGroup),
  );
  const inUse = volumes.known ? volumes.value : [];
  return [
    ...own,
    ...wanted.flatMap((group) => judgeGroup(spec, group, masters)),
    ...unexpected.map((group) => strange(group, spec, inUse)),
  ];
}

function judgeSpec(spec: ClusterParts, group: InstanceGroupSpec, masters: readonly SeenGroup[]): Finding[] {
  const { name, minSize = 1, maxSize = 1 } = group;
  const findings = memberAmiss(spec, name);
  if (minSize !== 1 || maxSize !== 1)
    findings.push(
      notes.fail(name, 'master-group-size', {
        seen: `The specification has minSize ${minSize} and maxSize ${maxSize}.`,
        why: 'A member of etcd is on a volume of its own. A second instance of the group finds none, or takes that of another.',
        toDo: 'Set both to 1 by `kops edit instancegroup`. For more masters, make more instance groups.',
      }),
    );
  const zones = zonesOf(spec, group);
  if (zones.length !== 1) findings.push(zonesUnclear(name, zones, masters));
  return findings;
}

/** Source: kops, `ValidateMasterInstanceGroup`. Of an inferred specification it isn't known which group has which member. */
function memberAmiss({ etcdClusters }: ClusterParts, group: string): Finding[] {
  const placed = etcdClusters.filter(({ members }) =>
    members.some(({ instanceGroup }) => instanceGroup !== ''),
  );
  const without = placed.filter(
    ({ members }) => !members.some(({ instanceGroup }) => instanceGroup === group),
  );
  if (without.length === 0) return [];
  return [
    notes.fail(group, 'master-group-without-member', {
      seen: `It is an instance group of masters, and no member of ${without.map(({ name }) => name).join(' and ')} is in it.`,
      why: 'An API server uses the etcd of its own instance. kops refuses to update a cluster in which a master has none.',
      toDo: 'Put the member back by `kops edit cluster` (`etcdClusters[].etcdMembers[]`). Remove the instance group only if its master is meant to go.',
    }),
  ];
}

function zonesUnclear(name: string, zones: readonly string[], masters: readonly SeenGroup[]): Finding {
  const [inAws, ...others] = masters
    .filter(({ instanceGroup }) => instanceGroup === name)
    .flatMap((group) => group.zones);
  const where = inAws !== undefined && others.length === 0 ? inAws : undefined;
  return notes.fail(name, 'master-group-zones', {
    seen: `By its subnets it is in ${zones.length === 0 ? 'no zone that is known' : zones.join(' and ')}.${where ? ` Its Auto Scaling group is in ${where}.` : ''}`,
    why: 'A volume stays in its zone. A master that is launched in another one waits for its volumes in vain.',
    toDo: `Give it one subnet${where ? ` in ${where}` : ', in the zone of its etcd volumes,'} by \`kops edit instancegroup\`. Don’t run \`kops update cluster --yes\` before.`,
  });
}

function judgeGroup(
  spec: ClusterParts,
  wanted: InstanceGroupSpec,
  masters: readonly SeenGroup[],
): readonly Finding[] {
  const toDo = judgeSpec(spec, wanted, masters).length === 0 ? UPDATE : CORRECT_FIRST;
  const found = masters.filter(({ instanceGroup }) => instanceGroup === wanted.name);
  const [group, ...others] = found;
  if (!group) {
    const seen = 'No Auto Scaling group of the cluster is tagged as it.';
    return [notes.fail(wanted.name, 'master-group-missing', { seen, why: WHY, toDo })];
  }
  if (others.length > 0) {
    const seen = `${found.map(({ name }) => name).join(' and ')} are tagged as it.`;
    return [notes.fail(wanted.name, 'master-group-doubled', { seen, why: WHY, toDo })];
  }
  const amiss = [
    ...sizeAmiss(group, toDo),
    ...zonesAmiss(spec, wanted, group),
    ...suspended(group),
    ...outOfService(group),
  ];
  if (amiss.length > 0) return amiss;
  const [instance] = group.instances;
  const seen = `${group.name} has ${instance?.id} in service in ${group.zones.join(', ')}; minimum, maximum and desired are 1.`;
  return [notes.pass(wanted.name, 'master-group-ready', { seen, why: WHY })];
}

function sizeAmiss({ name, instanceGroup, min, max, desired }: SeenGroup, toDo: string): readonly Finding[] {
  if (min === 1 && max === 1 && desired === 1) return [];
  const seen = `${name} has minimum ${min}, maximum ${max} and desired ${desired}; each should be 1.`;
  return [notes.fail(instanceGroup, 'master-group-size-changed', { seen, why: WHY, toDo })];
}

function zonesAmiss(
  spec: ClusterParts,
  wanted: InstanceGroupSpec,
  { name, instanceGroup, zones }: SeenGroup,
): readonly Finding[] {
  const expected = zonesOf(spec, wanted);
  // What is right is unknown then, which is another finding.
  if (expected.length !== 1) return [];
  if (expected.join() === zones.toSorted().join()) return [];
  const seen = `${name} is in ${zones.join(' and ') || 'no zone'}; the specification has ${expected.join()}.`;
  return [notes.fail(instanceGroup, 'master-group-zones-changed', { seen, why: WHY, toDo: UPDATE })];
}

function suspended({ name, instanceGroup, suspended: processes }: SeenGroup): readonly Finding[] {
  const stopped = processes.filter(({ process }) => NEEDED.includes(process));
  if (stopped.length === 0) return [];
  const seen = `${name} has suspended ${stopped.map(({ process, reason }) => (reason === '' ? process : `${process} (${reason})`)).join(', ')}.`;
  const names = stopped.map(({ process }) => process).join(' ');
  const toDo = `Ask who suspended it and why, then \`aws autoscaling resume-processes --auto-scaling-group-name ${name} --scaling-processes ${names}\`.`;
  return [notes.fail(instanceGroup, 'master-group-suspended', { seen, why: WHY, toDo })];
}

function outOfService({ name, instanceGroup, instances }: SeenGroup): readonly Finding[] {
  const serving = instances.filter(({ lifecycle, isHealthy }) => lifecycle === 'InService' && isHealthy);
  if (serving.length === 1 && instances.length === 1) return [];
  const listed = instances
    .map(({ id, lifecycle, isHealthy }) => `${id} ${lifecycle}${isHealthy ? '' : ' (unhealthy)'}`)
    .join(', ');
  const seen = `${name} has ${listed === '' ? 'no instance' : listed}; one healthy instance in service is expected.`;
  const toDo =
    'Wait until the master is replaced. If it is not, read the activities of the group in the EC2 console.';
  return [notes.fail(instanceGroup, 'master-not-in-service', { seen, why: WHY, toDo })];
}

function noMasters(cluster: string): Finding {
  return notes.fail(cluster, 'master-groups-unspecified', {
    seen: 'The specification has no instance group of masters.',
    why: 'How many masters there should be, and where, is unknown.',
    toDo: 'Check that the state store has the instance groups: `kops get instancegroups`.',
  });
}

/** @param volumes of etcd */
function strange(
  { name, instanceGroup, instances }: SeenGroup,
  { etcdClusters }: ClusterParts,
  volumes: readonly SeenVolume[],
): Finding {
  const tag = instanceGroup === '' ? 'no instance group' : `instance group ${instanceGroup}`;
  const seen = `It is tagged as a group of masters of this cluster (${tag}), and the specification has no such instance group of masters.`;
  const specified = etcdClusters.flatMap((etcdCluster) =>
    etcdCluster.members
      .filter((member) => instanceGroup !== '' && member.instanceGroup === instanceGroup)
      .map((member) => `${etcdCluster.name} (${member.name})`),
  );
  const attached = volumes.filter(({ attachedTo }) => instances.some(({ id }) => id === attachedTo));
  const uses = [
    ...(specified.length > 0 ? [`The specification has ${specified.join(' and ')} in it.`] : []),
    ...attached.map(({ id, tag, attachedTo }) => `${id} (${tag}) is attached to its ${attachedTo}.`),
  ];
  if (uses.length > 0)
    return notes.fail(name, 'master-group-lost', {
      seen: `${seen} ${uses.join(' ')}`,
      why: 'It runs members of etcd. Without an instance group kops doesn’t keep it, and `kops update cluster --prune` deletes it.',
      toDo: 'Don’t prune. Make the instance group again, with its name and the role of masters (`kops create -f`). If it is there, and only the tag `kops.k8s.io/instancegroup` is lost, `kops update cluster --yes` puts it back.',
    });
  return notes.warn(name, 'master-group-unexpected', {
    seen: `${seen} No volume of etcd is attached to its instances.`,
    why: 'Somebody deleted its instance group, or made it by hand. kops doesn’t keep it.',
    toDo: 'Find out whose it is. Make its instance group again, or, if nobody needs it, delete it by `kops update cluster --prune --yes`.',
  });
}

function unreadable(cluster: string, why: string): Finding {
  return notes.fail(cluster, 'groups-unreadable', {
    seen: `The Auto Scaling groups could not be read: ${why}`,
    why: 'Whether the masters are there is unknown.',
    toDo: 'Fix what the message says, then start again.',
  });
}
