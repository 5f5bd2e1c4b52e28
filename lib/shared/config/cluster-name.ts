import { undotted } from '../../../lambdas/shared/contract/dns-names.ts';
import { readName } from './names.ts';
import type { Place } from './place.ts';
import { readText } from './values.ts';

const CLUSTER = {
  what: "kops' name of the cluster: a DNS name in lower case, of two labels or more",
  example: "'k8s.example.com'",
};

/** As kops knows it. */
export function readCluster(place: Place): string | undefined {
  const text = readText(place, CLUSTER);
  if (text === undefined) return undefined;
  const reading = readName(text);
  if (!('name' in reading)) return place.problem(CLUSTER.what, reading.fix);
  const name = undotted(reading.name);
  if (!/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(name))
    return place.problem(CLUSTER.what, 'the name that `kops get clusters` shows');
  return name === text ? text : place.problem(CLUSTER.what, `'${name}'`);
}
