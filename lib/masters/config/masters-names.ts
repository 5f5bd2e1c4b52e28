/** What the masters are called, and which kops made them. */
import { isOwnName, nearestName, readOwnName } from '../../shared/config/own-name.ts';
import type { Place } from '../../shared/config/place.ts';
import { readText } from '../../shared/config/values.ts';

/** Left out: made from the cluster's name, if that gives a valid one. */
export function readMastersName(place: Place, cluster: string | undefined): string | undefined {
  if (!place.isLeftOut) return readOwnName(place, 'the name of the machines and hooks');
  const name = cluster?.replaceAll('.', '-');
  if (name === undefined || isOwnName(name)) return name;
  const what = `a name for the machines and hooks: '${name}' is no default for it, because it starts with no letter or has more than 32 characters`;
  return place.problem(what, `name: '${nearestName(name) || 'masters'}', for example`);
}

/** Earlier releases of kops had no etcd-manager. */
const OLDEST_MINOR = 12;
const KOPS_VERSION = {
  what: `kops' version: its first two numbers, at least 1.${OLDEST_MINOR}`,
  example: "'1.36'",
};

/** Left out: unknown. */
export function readKopsVersion(place: Place): string | undefined {
  if (place.isLeftOut) return undefined;
  const text = readText(place, KOPS_VERSION);
  if (text === undefined) return undefined;
  const [, version = '', minor = ''] = /^v?(1\.([1-9]\d{0,2}))(?:\.|$)/.exec(text) ?? [];
  const isOne = Number(minor) >= OLDEST_MINOR;
  if (isOne && version === text) return text;
  return place.problem(KOPS_VERSION.what, isOne ? `'${version}'` : KOPS_VERSION.example);
}
