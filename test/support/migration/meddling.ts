/** Puts something between the code and its zones or journal: a race, a lost answer, a refusal. */
import type { Journal } from '../../../lambdas/migration/ports/journal.ts';
import type { Zone } from '../../../lambdas/migration/ports/zone.ts';
import { engineDns } from './engine-dns.ts';
import type { ZonesWorld } from './zones-world.ts';

type Meddling<Method extends keyof Zone> = (
  zone: Zone,
  ...args: Parameters<Zone[Method]>
) => ReturnType<Zone[Method]>;

/** The same world, in which the calls of a zone that are given go through these. */
export function onZones(
  world: ZonesWorld,
  meddling: { readonly [Method in keyof Zone]?: Meddling<Method> },
): ZonesWorld {
  const zoneOf = (zoneId: string): Zone => {
    const zone = world.zoneOf(zoneId);
    const { read, readAll, swap, isInSync } = meddling;
    return withMethods<Zone>(zone, {
      ...(read && { read: (names) => read(zone, names) }),
      ...(readAll && { readAll: () => readAll(zone) }),
      ...(swap && { swap: (changes, comment) => swap(zone, changes, comment) }),
      ...(isInSync && { isInSync: (id) => isInSync(zone, id) }),
    });
  };
  return { ...world, zoneOf, dns: engineDns(world.engine, zoneOf) };
}

/** The same world, in which these calls of one zone do something else. */
export function onZone<World extends { readonly zoneOf: (zoneId: string) => Zone }>(
  world: World,
  zoneId: string,
  methods: Partial<Zone>,
): World {
  const zoneOf = (id: string) => (id === zoneId ? withMethods(world.zoneOf(id), methods) : world.zoneOf(id));
  return { ...world, zoneOf };
}

type Happening = { readonly [Method in keyof Journal]?: () => Promise<unknown> };

/** The same world, in which something happens once before, or after, a call of the journal. */
export function onJournal<World extends { readonly journal: Journal }>(
  world: World,
  { before = {}, after = {} }: { readonly before?: Happening; readonly after?: Happening },
): World {
  const happened = new Set<unknown>();
  const once = async (happening: (() => Promise<unknown>) | undefined): Promise<void> => {
    if (!happening || happened.has(happening)) return;
    happened.add(happening);
    await happening();
  };
  const journal = new Proxy(world.journal, {
    get: (target, property: keyof Journal) => {
      const method = Reflect.get(target, property) as (...args: unknown[]) => Promise<unknown>;
      return async (...args: unknown[]) => {
        await once(before[property]);
        const result = await method.apply(target, args);
        await once(after[property]);
        return result;
      };
    },
  });
  return { ...world, journal };
}

/** The same port, in which these calls do something else. */
export function withMethods<Port extends object>(port: Port, methods: Partial<Port>): Port {
  return new Proxy(port, {
    get: (target, property) => {
      const method: unknown = Reflect.get(target, property);
      const own = typeof method === 'function' ? method.bind(target) : method;
      return Reflect.get(methods, property) ?? own;
    },
  });
}
