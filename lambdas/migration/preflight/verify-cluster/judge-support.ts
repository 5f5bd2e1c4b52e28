import { dayOf } from '../../../shared/contract/day.ts';
import { shortened } from '../../../shared/domain/text.ts';
import type { Finding } from '../../contract/findings.ts';
import type { ClusterSpec } from '../../domain/kops/cluster-spec.ts';
import { imageSupport } from '../../domain/kops/images.ts';
import {
  CONTAINERD,
  ETCD,
  KOPS,
  KUBERNETES,
  type Program,
  SUPPORT_AS_OF,
  supportedMinors,
  supportOf,
  usualEtcd,
} from '../../domain/kops/support.ts';
import { notes } from './notes.ts';

const WHY = 'What is out of support gets no fixes, and nobody tries it beside newer versions.';

/** How many of an image's users its finding names. */
const MOST_GROUPS = 10;

/** Programs and operating systems against the table. Never more than a warning. @param now epoch milliseconds */
export function judgeSupport(spec: ClusterSpec, kopsVersion: string, now: number): readonly Finding[] {
  const day = dayOf(now);
  const { kubernetesVersion, containerdVersion } = spec;
  return [
    judgeProgram(KOPS, kopsVersion, day),
    judgeProgram(KUBERNETES, kubernetesVersion, day),
    ...etcdVersions(spec).map((version) => judgeProgram(ETCD, version, day)),
    // What the specification doesn't say, kops takes from its own version.
    ...(containerdVersion === '' ? [] : [judgeProgram(CONTAINERD, containerdVersion, day)]),
    ...[...imagesIn(spec)].map(([image, groups]) => judgeImage(image, groups, day)),
  ];
}

function etcdVersions({ etcdClusters, kubernetesVersion }: ClusterSpec): readonly string[] {
  const usual = usualEtcd(kubernetesVersion) ?? '';
  return [...new Set(etcdClusters.map(({ version }) => version || usual))].toSorted();
}

function imagesIn({ instanceGroups }: ClusterSpec): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { image, name } of instanceGroups) {
    const others = groups.get(image) ?? [];
    others.push(name);
    groups.set(image, others);
  }
  return groups;
}

function judgeProgram(program: Program, version: string, day: string): Finding {
  const support = supportOf(program, version, day);
  const known = `Supported on ${SUPPORT_AS_OF}: ${supportedMinors(program)} (${program.source}).`;
  const subject = version === '' ? program.name : `${program.name} ${version}`;
  if (support.kind === 'supported') {
    const until = support.until === undefined ? '' : ` until ${support.until}`;
    return notes.pass(subject, 'version-supported', { seen: `It is supported${until}. ${known}`, why: WHY });
  }
  const { code, seen, toDo } = {
    ended: {
      code: 'version-unsupported',
      seen: `It is out of support${support.kind === 'ended' && support.on ? ` since ${support.on}` : ''}.`,
      toDo: 'Plan its update, in the order that the runbook has under "The order of an upgrade".',
    },
    newer: {
      code: 'version-newer',
      seen: 'It is newer than this software knows.',
      toDo: 'Check on the page that it is supported, and update this software.',
    },
    'no-version': {
      code: 'version-unknown',
      seen: version === '' ? 'Its version is unknown.' : 'That is no version.',
      toDo: 'Check it by hand: `kops version`, `kops get cluster -o yaml`.',
    },
  }[support.kind];
  return notes.warn(subject, code, { seen: `${seen} ${known}`, why: WHY, toDo });
}

function judgeImage(image: string, groups: readonly string[], day: string): Finding {
  const support = imageSupport(image, day);
  const used = `Used by ${shortened(groups, MOST_GROUPS, 'groups').join(', ')}.`;
  const subject = image === '' ? 'image' : image;
  if (support.kind === 'supported') {
    const until = support.until === undefined ? ': it updates itself' : ` until ${support.until}`;
    return notes.pass(subject, 'image-supported', {
      seen: `${used} ${support.name} is supported${until}.`,
      why: WHY,
    });
  }
  if (support.kind === 'not-known')
    return notes.warn(subject, 'image-unknown', {
      seen: `${used} Its name doesn't say which operating system it is.`,
      why: WHY,
      toDo: 'Check by hand which one it is, and until when it gets fixes.',
    });
  return notes.warn(subject, 'image-unsupported', {
    seen: `${used} ${support.name} is out of support since ${support.on}.`,
    why: WHY,
    toDo: 'Set another `image` by `kops edit instancegroup`, update the cluster, and roll its instances.',
  });
}
