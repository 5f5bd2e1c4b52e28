/** What a ServiceAccount may do, by the manifest that makes it. */
import { parseAllDocuments } from 'yaml';

export interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

export interface Asked {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
}

interface Document {
  readonly kind?: string;
  readonly metadata?: { readonly name?: string };
  readonly rules?: readonly Rule[];
  readonly roleRef?: { readonly kind: string; readonly name: string };
  readonly subjects?: readonly { readonly kind: string; readonly name: string }[];
}

/** The rules of the ClusterRoles that the manifest binds to the account. */
export function rulesIn(manifest: string, account: string): readonly Rule[] {
  const documents: readonly Document[] = parseAllDocuments(manifest).map((each) => each.toJS());
  const bound = documents.flatMap(({ kind, roleRef, subjects = [] }) =>
    kind === 'ClusterRoleBinding' && subjects.some(({ name }) => name === account)
      ? (roleRef?.name ?? [])
      : [],
  );
  return documents.flatMap(({ kind, metadata, rules = [] }) =>
    kind === 'ClusterRole' && bound.includes(metadata?.name ?? '') ? rules : [],
  );
}

export function mayDo(rules: readonly Rule[], { group, resource, verb }: Asked): boolean {
  const has = (all: readonly string[], one: string) => all.includes(one) || all.includes('*');
  return rules.some(
    ({ apiGroups, resources, verbs }) =>
      has(apiGroups, group) && has(resources, resource) && has(verbs, verb),
  );
}
