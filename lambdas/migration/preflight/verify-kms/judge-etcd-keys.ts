/** The keys of etcd's volumes: a master that is replaced attaches them again, and needs their keys for that. */
import type { Finding } from '../../contract/findings.ts';
import { MIGRATE } from '../../contract/states.ts';
import type { SeenVolume } from '../../domain/kops/seen-cluster.ts';
import { notesOf } from '../../domain/readiness/finding.ts';

const notes = notesOf(MIGRATE.verifyKms);
const WHY =
  'A master that is replaced attaches its etcd volumes again. Without their key it can’t, and its member is lost until it can.';

/** `vol-1 (k8s.io/etcd/main=a/a,b,c), …`. */
export function volumesInWords(volumes: readonly SeenVolume[]): string {
  return volumes.map(({ id, tag }) => `${id} (${tag})`).join(', ');
}

/**
 * The functions' rights name the configured keys alone, so nobody here can ask KMS about another.
 * @param arns of the configured keys
 */
export function judgeOtherKeys(volumes: readonly SeenVolume[], arns: readonly string[]): readonly Finding[] {
  const others = volumes.filter(({ keyArn }) => keyArn !== '' && !arns.includes(keyArn));
  return [...new Set(others.map(({ keyArn }) => keyArn))].toSorted().map((key) => {
    const encrypted = others.filter(({ keyArn }) => keyArn === key);
    return notes.unknown(key, 'etcd-key-unlisted', {
      seen: `It encrypts etcd’s ${volumesInWords(encrypted)}, and isn’t among \`keys\`: whether it is there, and who may use it, was not asked.`,
      why: WHY,
      toDo: 'Add it to `keys`. If it is AWS’s own key for EBS (`alias/aws/ebs`), which all roles of the account may use, accept the finding.',
    });
  });
}

/** @param key as it is configured @param masters the name of their role */
export function mastersUnlisted(key: string, masters: string, volumes: readonly SeenVolume[]): Finding {
  return notes.unknown(key, 'etcd-key-use-unknown', {
    seen: `It encrypts etcd’s ${volumesInWords(volumes)}, and no role in its \`roles\` is called ${masters}: whether masters may use it was not asked.`,
    why: WHY,
    toDo: `Add the masters' role to \`keys[].roles\`. If it isn't called ${masters}, check that it is there and may use the key through EC2, then accept the finding.`,
  });
}

export function volumesUnreadable(cluster: string, why: string): Finding {
  return notes.fail(cluster, 'volumes-unreadable', {
    seen: `Which keys encrypt etcd's volumes could not be read: ${why}`,
    why: WHY,
    toDo: 'Fix what the message says, then start again.',
  });
}
