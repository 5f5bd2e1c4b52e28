import { ENV } from '../contract/environment.ts';
import type { MigrationSettings } from '../contract/settings.ts';
import type { BeforeImageCopy } from '../ports/before-image-copy.ts';
import { environmentValue } from './environment.ts';

/**
 * The copy of the deployed migration's before-image. S3's client is loaded when it is first asked for: a rollback needs
 * it only where the journal fails.
 */
export function beforeImageCopyOf({ migration }: Pick<MigrationSettings, 'migration'>): BeforeImageCopy {
  const bucket = environmentValue(ENV.reportBucket);
  const open = async (): Promise<BeforeImageCopy> => {
    const [{ S3BeforeImageCopy }, { s3 }] = await Promise.all([
      import('../adapters/s3-before-image-copy.ts'),
      import('../adapters/s3-client.ts'),
    ]);
    return new S3BeforeImageCopy(bucket, migration, s3);
  };
  return {
    load: async () => (await open()).load(),
    save: async (copied) => (await open()).save(copied),
  };
}
