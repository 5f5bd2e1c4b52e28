import { pageOf } from '../tools/paging.ts';
import { type Cluster, type KubernetesObject, SERVED, type Served, type ServedName } from './objects.ts';
import type { ObjectRequest } from './request.ts';
import { NOT_FOUND, type Said, statusOf } from './status.ts';

/** The answer to a list that the token may have. */
export function listed({ resource, group, version, query }: ObjectRequest, cluster: Cluster): Said {
  const served = servedAs(resource, group, version);
  if (!served) return NOT_FOUND;
  const all = cluster.objectsOf(resource as ServedName);
  if (!all && served.isCustom) return NOT_FOUND;
  const selector = query.get('fieldSelector') ?? '';
  const selected = select(all ?? [], selector, served);
  if (!selected) return statusOf(400, 'BadRequest', `field label not supported: ${selector.split('=')[0]}`);
  return page(selected.toSorted(byName), { served, query, isSelected: selector !== '' });
}

function servedAs(resource: string, group: string, version: string): Served | undefined {
  const served: Served | undefined = Object.hasOwn(SERVED, resource)
    ? SERVED[resource as ServedName]
    : undefined;
  return served?.group === group && served.version === version ? served : undefined;
}

/** Undefined for a field that the resource can't be selected by. Of those that it can, this is the one that is modelled. */
function select(
  all: readonly KubernetesObject[],
  selector: string,
  { kind }: Served,
): readonly KubernetesObject[] | undefined {
  if (selector === '') return all;
  const [field, value] = selector.split('=');
  return field === 'reason' && kind === 'Event' ? all.filter(({ reason }) => reason === value) : undefined;
}

/** As etcd has them. */
function byName(one: KubernetesObject, other: KubernetesObject): number {
  const keyOf = ({ metadata }: KubernetesObject) => `${metadata.namespace ?? ''}/${metadata.name}`;
  return keyOf(one) < keyOf(other) ? -1 : 1;
}

interface Paging {
  readonly served: Served;
  readonly query: URLSearchParams;
  readonly isSelected: boolean;
}

function page(all: readonly KubernetesObject[], { served, query, isSelected }: Paging): Said {
  const size = Number(query.get('limit') ?? 0) || Math.max(all.length, 1);
  const token = query.get('continue') ?? undefined;
  try {
    const { items, nextToken } = pageOf(all, size, token, [served.kind, query.get('fieldSelector')], refused);
    const rest = all.length - all.indexOf(items[0] as KubernetesObject) - items.length;
    const { group, version, kind } = served;
    const metadata = {
      resourceVersion: '1',
      ...(nextToken !== undefined && { continue: nextToken }),
      ...(nextToken !== undefined && !isSelected && { remainingItemCount: rest }),
    };
    const apiVersion = group === '' ? version : `${group}/${version}`;
    const body = {
      kind: `${kind}List`,
      apiVersion,
      metadata,
      items: items.map((each) => itemOf(each, served)),
    };
    return { status: 200, body };
  } catch (error) {
    if (error instanceof InvalidContinue) return statusOf(400, 'BadRequest', error.message);
    throw error;
  }
}

class InvalidContinue extends Error {}

function refused(): Error {
  return new InvalidContinue('continue key is not valid: it is not of this list');
}

/** In a list, only custom resources say what they are. */
function itemOf(object: KubernetesObject, { isCustom }: Served): object {
  const { kind: _kind, apiVersion: _apiVersion, ...rest } = object;
  return isCustom ? object : rest;
}
