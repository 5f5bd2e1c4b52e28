import { countOf, shortened, withoutEnd } from '../../../shared/domain/text.ts';
import type { Finding } from '../../contract/findings.ts';
import type { Unread } from '../../ports/state-store.ts';
import type { LoadedSpec, ReadSpec } from './load-spec.ts';
import { notes } from './notes.ts';

const WHY =
  'What the cluster is meant to be is in its specification alone. Without it, most of the cluster is unknown.';
const MOST_PROBLEMS = 5;

/** Whether somebody has changed it without applying that: `kops update cluster`, for whatever reason it is run, would. */
export function judgePending(cluster: string, { pending }: ReadSpec): readonly Finding[] {
  const why = '`kops update cluster --yes` applies all of it, also when it is run for another finding.';
  if (!pending.known)
    return [
      notes.warn(cluster, 'spec-intent-unread', {
        seen: `config could not be compared with what is in effect: ${withoutEnd(pending.why)}.`,
        why,
        toDo: 'Read what `kops update cluster` would change before you add `--yes`.',
      }),
    ];
  if (pending.value.length === 0) return [];
  const changes = pending.value.map(({ field, values }) =>
    values ? `${field} (${values.wanted}; in effect: ${values.effective})` : field,
  );
  return [
    notes.warn(cluster, 'spec-ahead', {
      seen: `config differs from cluster-completed.spec in ${shortened(changes, MOST_PROBLEMS, 'fields').join(', ')}.`,
      why,
      toDo: 'Ask who changed it. Apply it by `kops update cluster --yes` if it is meant, or undo it by `kops edit cluster`, before you follow another finding.',
    }),
  ];
}

/** Whether the specification was read. @param store `s3://bucket/prefix` */
export function judgeStore(cluster: string, store: string, loaded: LoadedSpec): Finding {
  if (loaded.kind === 'absent')
    return notes.fail(cluster, 'spec-absent', {
      seen: `${store}/${cluster} has no cluster-completed.spec, cluster.spec or config.`,
      why: WHY,
      toDo: `Check \`cluster.name\` and \`cluster.stateStore\`: \`kops get clusters --state ${store}\` lists what is there.`,
    });
  if (loaded.kind === 'unread') return unread(cluster, `${store}/${loaded.key}`, loaded.unread);
  if (loaded.kind === 'garbage')
    return notes.fail(cluster, 'spec-unreadable', {
      seen: `The specification can't be understood: ${shortened(loaded.problems, MOST_PROBLEMS, 'problems').join('; ')}.`,
      why: WHY,
      toDo: 'Correct it by `kops edit cluster` or `kops edit instancegroup`, then run `kops update cluster --yes`.',
    });
  const { spec, source } = loaded;
  const parts = `${countOf(spec.instanceGroups.length, 'instance group')} and ${countOf(spec.etcdClusters.length, 'etcd cluster')}`;
  if (spec.name !== cluster)
    return notes.fail(cluster, 'spec-of-another-cluster', {
      seen: `${source} is of the cluster ${JSON.stringify(spec.name)}.`,
      why: 'It would be judged in place of the one that gets the traffic.',
      toDo: 'Check `cluster.name`, and who wrote the object.',
    });
  if (source === 'config')
    return notes.warn(cluster, 'spec-not-completed', {
      seen: `There is only config, with ${parts}: what is wanted, not what is in effect.`,
      why: 'Defaults that kops fills in are not in it, so they are judged by the documentation of kops.',
      toDo: 'Run `kops update cluster --yes` once: it writes cluster-completed.spec.',
    });
  return notes.pass(cluster, 'spec-read', { seen: `${source} was read, with ${parts}.`, why: WHY });
}

function unread(cluster: string, address: string, { kind, why }: Unread): Finding {
  const { code, toDo } = UNREAD[kind];
  return notes.fail(cluster, code, {
    seen: `${address} could not be read: ${withoutEnd(why)}.`,
    why: WHY,
    toDo,
  });
}

const UNREAD: Readonly<Record<Unread['kind'], { readonly code: string; readonly toDo: string }>> = {
  'no-bucket': { code: 'state-store-absent', toDo: 'Check `cluster.stateStore`, or `stateBucket.name`.' },
  denied: {
    code: 'state-store-denied',
    toDo: "Allow it to this function's role in the bucket's policy, and in the policy of the KMS key that encrypts the bucket.",
  },
  'too-large': {
    code: 'spec-too-large',
    toDo: 'Check what wrote so much there. Move large user data out of the instance groups.',
  },
  'too-slow': {
    code: 'state-store-slow',
    toDo: 'Start again later. If it happens again, check S3 in the AWS Health Dashboard.',
  },
  unreadable: { code: 'state-store-unreadable', toDo: 'Fix what the message says, then start again.' },
};
