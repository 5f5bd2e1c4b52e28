import { displayName } from '../../../lambdas/shared/contract/dns-names.ts';
import type { Estate } from '../../estate/migration/estate.ts';
import type { DoorSettings, DoorsSettings } from '../../web/doors.ts';

/** Both platforms answer every moved name alike: a page, for whatever the configuration asks. */
export function madeUpDoors({ settings }: Pick<Estate, 'settings'>): DoorsSettings {
  const names = settings.zones.flatMap(({ records }) => records.map(displayName));
  const { names: asked = [], ownHosts = [], paths = [] } = settings.ingress ?? {};
  const hosts = [...new Set([...names, ...asked.map(({ host }) => host), ...ownHosts])];
  const page = { status: 200, headers: { 'content-type': 'text/plain' }, body: 'rehearsed' };
  const door: DoorSettings = {
    ports: [80, 443],
    certificate: { names: hosts, from: -3650, until: 3650, trusted: true, chain: true },
    tls: {},
    site: {
      hosts,
      pages: Object.fromEntries(['/', ...paths.map(({ path }) => path)].map((path) => [path, page])),
      noPage: { status: 404 },
      noHost: { status: 503 },
    },
  };
  return { legacy: door, cluster: door };
}
