import type { MigrationConfig } from '../lib/migration/config/migration-config.ts';
import { DATABASES, KEYS, keyArn } from './large-world.ts';

/** With all keys and databases of the large worlds, each as its first is configured. */
export function withMore(config: MigrationConfig): MigrationConfig {
  const [database] = config.databases ?? [];
  if (!database) throw new Error('There is no database to configure others like.');
  const databases = DATABASES.map((identifier) => ({ ...database, identifier }));
  return { ...config, keys: KEYS.map(keyArn), databases };
}
