import type { GetAccountSettingsResponse } from '@aws-sdk/client-lambda';
import { fileKind } from '../file-kind.ts';

/** How many functions may run at once. Left out: 1,000. */
export const ACCOUNT_SETTINGS = fileKind<GetAccountSettingsResponse>()({
  service: 'lambda',
  call: 'get-account-settings',
  answer: async () => (await import('@aws-sdk/client-lambda')).GetAccountSettingsResponse$,
  needs: { AccountLimit: { ConcurrentExecutions: true, UnreservedConcurrentExecutions: true } },
});
