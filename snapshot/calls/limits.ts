import { GetAccountSettingsCommand } from '@aws-sdk/client-lambda';
import type { ContentOf } from '../../rehearsal/snapshot/file-kind.ts';
import { ACCOUNT_SETTINGS } from '../../rehearsal/snapshot/kinds/lambda.ts';
import { type FileCall, onAnything, onePage } from './call.ts';

/** How many functions may run at once. */
export const GET_ACCOUNT_SETTINGS: FileCall<object, ContentOf<typeof ACCOUNT_SETTINGS>> = {
  kind: ACCOUNT_SETTINGS,
  service: 'lambda',
  rights: [onAnything('lambda:GetAccountSettings')],
  ask: (clients) => onePage(clients.of('lambda').send(new GetAccountSettingsCommand({}))),
};
