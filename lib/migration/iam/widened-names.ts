import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import type { ConfigWarning } from '../../shared/config/config-error.ts';
import { zoneRights } from './zone-rights.ts';

/** A warning for each pattern that stands for names, where all of them don't fit into a role's policy. */
export function widenedNames(settings: MigrationSettings): readonly ConfigWarning[] {
  const { attached, own } = zoneRights(settings);
  const patterns = [...attached.flat(), ...own].flatMap(({ pattern }) => pattern ?? []);
  return patterns.map(({ pattern, replaces }) => ({
    code: `names-widened:${pattern}`,
    path: 'zones',
    message: `${replaces} record names don't fit into a role's policy; the functions that change records may change every name like '${pattern}' in its zone.`,
  }));
}
