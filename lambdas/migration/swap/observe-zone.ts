import type { NamesBefore } from '../domain/advance.ts';
import { type ObservedZone, observe } from '../domain/observed-zone.ts';
import type { Zone } from '../ports/zone.ts';

/** What `zone` contains now at the names of a before-image and at its fence. @throws TransientFailure */
export async function observeZone(
  zone: Pick<Zone, 'read'>,
  before: NamesBefore,
  fenceName: string,
): Promise<ObservedZone> {
  const names = [...before.keys()];
  return observe(await zone.read([...names, fenceName]), names, fenceName);
}
