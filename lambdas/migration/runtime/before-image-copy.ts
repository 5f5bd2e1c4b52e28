import { environmentValue } from '../../shared/runtime/environment.ts';
import { ENV } from '../contract/environment.ts';
import type { MigrationSettings } from '../contract/settings.ts';
import type { BeforeImageCopy } from '../ports/before-image-copy.ts';

/**
 * The copy of the deployed migration's before-image. S3's client is in a file of its own, and is loaded when it is first used: a
 * rollback needs it only where the journal fails, and starts faster without.
 */
export function beforeImageCopyOf({ migration }: Pick<MigrationSettings, 'migration'>): BeforeImageCopy {
  const bucket = environmentValue(ENV.reportBucket);
  const open = async (): Promise<BeforeImageCopy> => {
    const { openBeforeImageCopy } = await import('#apart/before-image-copy.js');
    return openBeforeImageCopy(bucket, migration);
  };
  return {
    load: async () => (await open()).load(),
    save: async (copied) => (await open()).save(copied),
  };
}
