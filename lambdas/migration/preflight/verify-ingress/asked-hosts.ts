import { displayName } from '../../../shared/contract/dns-names.ts';
import type { IngressSettings } from '../../contract/ingress-settings.ts';
import type { LegacyAnswer } from '../../domain/legacy-places.ts';

/** One name, as clients ask for it. */
export interface AskedHost {
  readonly host: string;
  /** As it is configured, for people. */
  readonly name: string;
  /** What findings are about: the name, and for a wildcard what was asked for. */
  readonly subject: string;
  /** Undefined for a name of the cluster's own domain, and where the zones could not be read. */
  readonly legacy?: LegacyAnswer | undefined;
  readonly isOwn: boolean;
}

export function askedHosts(
  { names, ownHosts }: IngressSettings,
  legacyOf: ((name: string) => LegacyAnswer) | undefined,
): readonly AskedHost[] {
  const moved = names.map(({ name, host }): AskedHost => {
    const shown = displayName(name);
    return {
      host,
      name: shown,
      subject: shown === host ? shown : `${shown} (${host})`,
      legacy: legacyOf?.(name),
      isOwn: false,
    };
  });
  return [...moved, ...ownHosts.map((host): AskedHost => ({ host, name: host, subject: host, isOwn: true }))];
}
