import type { Container } from 'kubernetes-types/core/v1.d.ts';
import type { ObjectMeta } from 'kubernetes-types/meta/v1.d.ts';
import { undotted } from '../../../shared/contract/dns-names.ts';
import { type ExternalDns, FLAGS, type Flag } from '../../domain/workloads/objects.ts';

/** Also as `registry.example.com/external-dns/external-dns:v0.19.0`. */
const IMAGE = /(?:^|\/)external-dns(?:[:@]|$)/;

/** Undefined where no container runs it. */
export function externalDnsOf(containers: readonly Container[]): ExternalDns | undefined {
  const container = containers.find(({ image = '' }) => IMAGE.test(image));
  if (!container) return undefined;
  const { command = [], args = [], env = [] } = container;
  const given: Partial<Record<Flag, string[]>> = {};
  const add = (name: string, values: readonly string[]) => {
    const flag = FLAGS.find((each) => each === name);
    if (flag) given[flag] = [...(given[flag] ?? []), ...values];
  };
  // A flag replaces the variable of its name. Source: external-dns, docs/flags.md (kingpin).
  const flagged = pairsIn([...command, ...args]);
  for (const { name, value = '' } of env) {
    const flag = name
      .replace(/^EXTERNAL_DNS_/, '')
      .toLowerCase()
      .replaceAll('_', '-');
    if (name.startsWith('EXTERNAL_DNS_') && !flagged.some(([each]) => each === flag))
      add(flag, value.split('\n'));
  }
  for (const [flag, value] of flagged) add(flag, [value]);
  return { flags: given };
}

/** `--flag=value`, `--flag value`, and `--flag` alone, which is true. */
function pairsIn(words: readonly string[]): readonly (readonly [flag: string, value: string])[] {
  return words.flatMap((word, i) => {
    const [matched, flag = '', equals, value = ''] = /^--([\w-]+)(=)?(.*)$/s.exec(word) ?? [];
    if (matched === undefined) return [];
    if (equals !== undefined) return [[flag, value] as const];
    const next = words[i + 1];
    return [[flag, next === undefined || next.startsWith('--') ? 'true' : next] as const];
  });
}

const PREFIX = 'external-dns.alpha.kubernetes.io/';

/**
 * The names for which an object asks external-dns; none where it is another controller's.
 * @param own those that it asks for without an annotation
 */
export function dnsNamesOf(metadata: ObjectMeta | undefined, own: readonly string[] = []): readonly string[] {
  const { [`${PREFIX}hostname`]: hostname = '', [`${PREFIX}controller`]: controller = 'dns-controller' } =
    metadata?.annotations ?? {};
  if (controller !== 'dns-controller') return [];
  const annotated = hostname.split(',').map((name) => name.trim());
  return [...own, ...annotated].map(undotted).filter((name) => name !== '');
}
