/** What somebody has changed in a cluster's specification, and nobody has applied. */

export interface PendingChange {
  /** `spec.subnets[us-west-1a].type`. */
  readonly field: string;
  /** As JSON, both; undefined for what may be anybody's secret, or is long. */
  readonly values: { readonly wanted: string; readonly effective: string } | undefined;
}

type Mapping = Readonly<Record<string, unknown>>;

/**
 * Compares only what both say: what is in effect has defaults that the intent lacks, and it isn't known which. Items with names are
 * compared by these, so that one more is a change.
 * @param wanted the cluster in `config` @param effective in `cluster-completed.spec` @returns undefined if they can't be compared: they
 * are of two versions of kops' API
 */
export function pendingChanges(wanted: unknown, effective: unknown): readonly PendingChange[] | undefined {
  if (!isMapping(wanted) || !isMapping(effective) || wanted.apiVersion !== effective.apiVersion)
    return undefined;
  return differences(wanted.spec, effective.spec, 'spec');
}

function differences(wanted: unknown, effective: unknown, field: string): readonly PendingChange[] {
  if (isNothing(wanted) || isNothing(effective)) return [];
  if (isMapping(wanted) && isMapping(effective))
    return Object.keys(wanted).flatMap((key) =>
      differences(wanted[key], Object.hasOwn(effective, key) ? effective[key] : undefined, `${field}.${key}`),
    );
  const named = { wanted: byName(wanted), effective: byName(effective) };
  if (named.wanted && named.effective) return differencesByName(named.wanted, named.effective, field);
  return plain(wanted) === plain(effective) ? [] : [changeOf(field, wanted, effective)];
}

function differencesByName(
  wanted: ReadonlyMap<string, unknown>,
  effective: ReadonlyMap<string, unknown>,
  field: string,
): readonly PendingChange[] {
  const names = [...new Set([...wanted.keys(), ...effective.keys()])];
  return names.flatMap((name) => {
    const at = `${field}[${name}]`;
    if (wanted.has(name) && effective.has(name))
      return differences(wanted.get(name), effective.get(name), at);
    const [there, gone] = ['there', 'not there'];
    return [
      {
        field: at,
        values: wanted.has(name) ? { wanted: there, effective: gone } : { wanted: gone, effective: there },
      },
    ];
  });
}

/** Undefined for what is no list of items with names of their own, and for an empty list. */
function byName(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const names = value.map((item) =>
    isMapping(item) && typeof item.name === 'string' ? item.name : undefined,
  );
  if (names.includes(undefined) || new Set(names).size < names.length) return undefined;
  return new Map(value.map((item) => [String(item.name), item]));
}

/** Nothing in them is a secret. */
const SHOWN =
  /^spec\.(?:kubernetesVersion|sshAccess|kubernetesA[Pp][Ii]Access|api|authorization|etcdClusters|subnets|topology)\b/;
const LONGEST = 80;

function changeOf(field: string, wanted: unknown, effective: unknown): PendingChange {
  const values = { wanted: JSON.stringify(wanted), effective: JSON.stringify(effective) };
  const isShort = Object.values(values).every(({ length }) => length <= LONGEST);
  return { field, values: SHOWN.test(field) && isShort ? values : undefined };
}

/** A number and its digits are the same, and so are `v1.36.2` and `1.36.2`. */
function plain(value: unknown): string {
  if (typeof value === 'object')
    return JSON.stringify(value, (_key, each) => (typeof each === 'number' ? String(each) : each));
  return String(value).replace(/^v(?=\d)/, '');
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null;
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
