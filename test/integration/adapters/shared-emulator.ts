/** The emulator of `emulated.test.ts`. */
import { REGION, useOfflineAws } from '../emulator/offline-aws.ts';

export const aws = useOfflineAws();

/** What an SDK client needs to ask it, once it has been started. */
export const clientOptions = () => ({
  region: REGION,
  endpoint: aws.emulator.url,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});
