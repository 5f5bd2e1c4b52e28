/** What the cluster is asked for before the start, from outside. */
import type { AskedName, IngressSettings } from '../../../lambdas/migration/contract/ingress-settings.ts';
import { displayName, isWithin, undotted } from '../../../lambdas/shared/contract/dns-names.ts';
import { readEach } from '../../shared/config/lists.ts';
import type { Place } from '../../shared/config/place.ts';
import { readText } from '../../shared/config/values.ts';
import { readPaths } from './ingress-paths.ts';
import { isWildcard, nameIn, readHost, readNamesOf } from './known-names.ts';

/** Each is asked several times on each address of both sides, within the time of one function. */
const MOST_NAMES = 200;
const MOST_OWN_NAMES = 50;

/** @param moved canonical; undefined where a name could not be read: then it isn't known which names move */
export function readIngress(place: Place, moved: readonly string[] | undefined): IngressSettings | undefined {
  if (place.isLeftOut) return undefined;
  const fields = place.fields(['names', 'askFor', 'ownNames', 'paths', 'controller'], {
    what: 'the ingress settings',
    synonyms: { hosts: 'askFor', ownDomain: 'ownNames' },
  });
  if (!fields) return undefined;
  const names = readAskedNames(fields.names, fields.askFor, moved);
  const ownHosts = readOwnNames(fields.ownNames, moved ?? []);
  const own = ownHosts.map((host): AskedName => ({ name: `${host}.`, host }));
  const areKnown =
    moved && [fields.names, fields.askFor, fields.ownNames].every(({ isInOrder }) => isInOrder);
  const paths = readPaths(fields.paths, areKnown ? [...names, ...own] : undefined);
  const controller = fields.controller.isLeftOut ? '' : readController(fields.controller);
  return { names, ownHosts, paths, controller: controller ?? '' };
}

function readController(place: Place): string | undefined {
  const what = 'what runs behind the load balancer, in at most 100 characters';
  const example = "'traefik', for example";
  const text = readText(place, { what, example });
  return text === undefined || text.length <= 100 ? text?.toLowerCase() : place.problem(what, example);
}

function readAskedNames(place: Place, askFor: Place, moved: readonly string[] | undefined): AskedName[] {
  const names = place.isLeftOut
    ? allOf(place, moved ?? [])
    : readNamesOf(place, { known: moved, atMost: MOST_NAMES, what: 'a moved name' });
  const hosts = readAskFor(askFor, moved);
  return names.flatMap((name) => {
    const host = isWildcard(name) ? hosts.get(name) : undotted(name);
    if (host !== undefined) return { name, host };
    if (!hosts.has(name) && askFor.isInOrder) refuseUnaskable(askFor, name);
    return [];
  });
}

function allOf(place: Place, moved: readonly string[]): readonly string[] {
  if (moved.length <= MOST_NAMES) return moved;
  place.problem(
    `at most ${MOST_NAMES} names to ask for`,
    'those of which each stands for others that are served in the same way',
    `${moved.length} moved names`,
  );
  return [];
}

function refuseUnaskable(place: Place, name: string): void {
  const wildcard = displayName(name);
  place.problem(
    `a name to ask for in place of ${wildcard}, because nobody can ask for a wildcard`,
    `askFor: { '${wildcard}': '${wildcard.replace('*', 'www')}' }, with a name that is in use`,
  );
}

/** @returns by the wildcard; undefined for one whose name could not be read */
function readAskFor(
  place: Place,
  moved: readonly string[] | undefined,
): ReadonlyMap<string, string | undefined> {
  if (place.isLeftOut) return new Map();
  const example = "{ '*.apps.example.com': 'basket.apps.example.com' }";
  const entries = place.entries('a name for each wildcard', example) ?? [];
  return new Map(
    entries.map(([key, at]) => {
      const wildcard = nameIn(key);
      if (wildcard !== undefined && isWildcard(wildcard) && (moved?.includes(wildcard) ?? true))
        return [wildcard, readHostBelow(at, wildcard)];
      at.problem(`one of the moved wildcards as its key, not ${key || 'an empty text'}`, example);
      return [key, undefined];
    }),
  );
}

function readHostBelow(place: Place, wildcard: string): string | undefined {
  const host = readHost(place, 'a name that the wildcard answers for');
  const parent = undotted(wildcard.replace('\\052.', ''));
  if (host === undefined || (isWithin(host, parent) && host !== parent)) return host;
  return place.problem(`a name below ${parent}`, `'www.${parent}', for example`);
}

function readOwnNames(place: Place, moved: readonly string[]): string[] {
  if (place.isLeftOut) return [];
  const what = "a name of the cluster's own domain";
  return readEach(place, {
    of: what,
    atLeast: 0,
    atMost: MOST_OWN_NAMES,
    example: "ownNames: ['www.k8s.example.com']",
    read: (at) => {
      const host = readHost(at, what);
      if (host === undefined || !moved.includes(`${host}.`)) return host;
      return at.problem('a name that does not move', 'remove it: moved names are asked anyway');
    },
    keyOf: String,
    each: 'each name',
  });
}
