import { countOf } from '../../../shared/domain/text.ts';
import type { Finding } from '../../contract/findings.ts';
import {
  type ClusterSpec,
  type EtcdClusterSpec,
  isMasterGroup,
  zonesOf,
} from '../../domain/kops/cluster-spec.ts';
import {
  type Loss,
  membersByZone,
  type Placement,
  type Survival,
  survivalOf,
} from '../../domain/kops/quorum.ts';
import { notes } from './notes.ts';

const WHY = "etcd has the cluster's state, and takes writes only while more than half of its members answer.";

/** Per etcd cluster: does it survive the loss of any one instance, of any one zone? By the specification. */
export function judgeQuorum(spec: ClusterSpec): readonly Finding[] {
  const judged = spec.etcdClusters.flatMap((etcdCluster) => judgeOne(spec, etcdCluster));
  if (spec.etcdClusters.some(({ name }) => name === 'main')) return judged;
  return [withoutMain(spec), ...judged];
}

function withoutMain({ name, etcdClusters }: ClusterSpec): Finding {
  const names = etcdClusters.map((each) => each.name).join(', ');
  return notes.fail(name, 'etcd-clusters-missing', {
    seen: `The specification has ${names === '' ? 'no etcd cluster' : `no etcd cluster \`main\`, only ${names}`}.`,
    why: WHY,
    toDo: 'Check that the state store has the specification of this cluster.',
  });
}

function judgeOne(spec: ClusterSpec, etcdCluster: EtcdClusterSpec): readonly Finding[] {
  const { name, members } = etcdCluster;
  const placed = members.map((member) => ({ member: member.name, ...placeOf(spec, member.instanceGroup) }));
  const unplaced = placed.filter(({ zone }) => zone === undefined);
  if (members.length === 0 || unplaced.length > 0)
    return [
      notPlaced(
        name,
        unplaced.map((each) => `${each.member}: ${each.why}`),
      ),
    ];
  const placements = placed.map(({ member, instance, zone = '' }) => ({ member, instance, zone }));
  const survival = survivalOf(placements);
  const arithmetic = inWords(placements, survival);
  const losses = [
    ...(survival.ofInstance.survives ? [] : [instanceLoss(name, arithmetic, survival)]),
    ...(survival.ofZone.survives ? [] : [zoneLoss(name, arithmetic, survival)]),
  ];
  const even = survival.members % 2 === 0 ? [evenCount(name, survival)] : [];
  return losses.length > 0 ? [...losses, ...even] : [survives(name, arithmetic, survival), ...even];
}

interface Place {
  readonly instance: string;
  /** Undefined where it isn't known to be one. */
  readonly zone: string | undefined;
  /** Why it isn't. */
  readonly why: string;
}

function placeOf(spec: ClusterSpec, instanceGroup: string): Place {
  const group = spec.instanceGroups.find(({ name }) => name === instanceGroup);
  if (!group)
    return {
      instance: instanceGroup,
      zone: undefined,
      why: `there is no instance group ${JSON.stringify(instanceGroup)}`,
    };
  if (!isMasterGroup(group))
    return {
      instance: instanceGroup,
      zone: undefined,
      why: `${instanceGroup} has the role ${JSON.stringify(group.role)}, not that of masters`,
    };
  const [zone, ...others] = zonesOf(spec, group);
  if (zone === undefined || others.length > 0)
    return {
      instance: instanceGroup,
      zone: undefined,
      why: `${instanceGroup} is in ${countOf(others.length + (zone ? 1 : 0), 'zone')}, not in one`,
    };
  return { instance: instanceGroup, zone, why: '' };
}

/** `3 members over 2 zones (us-west-1a 2, us-west-1b 1), of which 2 are a quorum.` */
function inWords(placements: readonly Placement[], { members, quorum }: Survival): string {
  const byZone = membersByZone(placements);
  const zones = [...byZone].map(([zone, n]) => `${zone} ${n}`).join(', ');
  return `${countOf(members, 'member')} over ${countOf(byZone.size, 'zone')} (${zones}), of which ${quorum} ${quorum === 1 ? 'is' : 'are'} a quorum.`;
}

/** `us-west-1a has 2 of 3: losing it leaves 1, and the quorum is lost.` */
function lossInWords({ of, lost, left, survives: does }: Loss, members: number): string {
  return `${of} has ${lost} of ${members}: losing it leaves ${left}, and the quorum is ${does ? 'kept' : 'lost'}.`;
}

function survives(name: string, arithmetic: string, { members, ofInstance, ofZone }: Survival): Finding {
  return notes.pass(name, 'quorum-survives', {
    seen: `${arithmetic} Losing any one instance leaves ${ofInstance.left}. Of the zones, ${lossInWords(ofZone, members)} The loss of the region is not survived.`,
    why: WHY,
  });
}

function instanceLoss(name: string, arithmetic: string, { members, ofInstance }: Survival): Finding {
  return notes.fail(name, 'instance-loss-loses-quorum', {
    seen: `${arithmetic} Of the instances, ${lossInWords(ofInstance, members)}`,
    why: `${WHY} An instance that fails, or that is replaced, takes the API down.`,
    toDo: 'Run three masters, each in an instance group of its own: kops, "High availability".',
  });
}

function zoneLoss(name: string, arithmetic: string, { members, ofZone }: Survival): Finding {
  return notes.fail(name, 'zone-loss-loses-quorum', {
    seen: `${arithmetic} Of the zones, ${lossInWords(ofZone, members)}`,
    why: `${WHY} Where a zone fails, nothing is scheduled or changed until the zone is back.`,
    toDo: 'Spread the members over three zones, if the region has three for you.',
  });
}

function evenCount(name: string, { members, quorum }: Survival): Finding {
  return notes.warn(name, 'etcd-members-even', {
    seen: `${members} members survive the loss of ${members - quorum}, as ${members - 1} do.`,
    why: 'The last member adds nothing but one more that can fail.',
    // One alone is what another finding fails.
    toDo: `Run ${members > 2 ? `${members - 1} or ` : ''}${members + 1} masters.`,
  });
}

function notPlaced(name: string, reasons: readonly string[]): Finding {
  return notes.fail(name, 'etcd-members-not-placed', {
    seen:
      reasons.length === 0
        ? 'It has no members.'
        : `Where its members are is unknown: ${reasons.join('; ')}.`,
    why: WHY,
    toDo: 'Give each member an instance group in one zone (`etcdClusters[].etcdMembers[].instanceGroup`).',
  });
}
