import * as kms from '@aws-sdk/client-kms';
import { aliasIn, keyBehind } from '../../rehearsal/snapshot/aliased-key.ts';
import type { ContentOf } from '../../rehearsal/snapshot/file-kind.ts';
import { GRANTS, KEY, KEY_ALIASES, KEY_POLICY, ROTATION } from '../../rehearsal/snapshot/kinds/kms.ts';
import { type AccountWanted, hasCredentials, keysIn } from '../wanted/wanted.ts';
import { type FileCall, type Listing, onAnything, onePage, type Right, stepOf } from './call.ts';

type Key = { readonly KeyId: string };
const ABSENT = ['NotFoundException'];
/** Of a key of a kind, or in a state, that the question isn't for. */
const UNSET = ['UnsupportedOperationException', 'KMSInvalidStateException'];

/**
 * Which keys the credentials have, and which ones aliases lead to, is known only at run time. In a policy of the account, a
 * key of another account is allowed only by its ARN.
 */
function onKeys(...actions: readonly string[]): Right {
  return { actions, on: keys };
}

function keys(account: AccountWanted): readonly string[] {
  const { partition, regions } = account;
  const any = regions
    .filter((region) => hasCredentials(region) || keysIn(region).some((arn) => arn.includes(':alias/')))
    .map(({ region }) => `arn:${partition}:kms:${region}:*:key/*`);
  return any.length > 0 ? any : [...new Set(regions.flatMap(keysIn))];
}

interface Described {
  readonly KeyMetadata: { readonly KeyId: string; readonly Arn: string };
}

/** Which key is behind an alias. */
export const FIND_KEY: Listing<Key, Described> = {
  service: 'kms',
  rights: [onKeys('kms:DescribeKey')],
  absent: ABSENT,
  command: ({ KeyId }) => `aws kms describe-key --key-id ${KeyId}`,
  among: {
    kind: KEY_ALIASES,
    pick: (files, { KeyId }) => {
      const id = keyBehind(
        aliasIn(KeyId) ?? KeyId,
        files as ReadonlyMap<string, ContentOf<typeof KEY_ALIASES>>,
      );
      return id === undefined
        ? undefined
        : { KeyMetadata: { KeyId: id, Arn: KeyId.replace(/alias\/.+$/, `key/${id}`) } };
    },
  },
  leadsTo: (place) =>
    [KEY, KEY_POLICY, GRANTS, ROTATION, KEY_ALIASES].map((kind) =>
      stepOf(kind, { ...place, names: ['<key>'] }),
    ),
  ask: (clients, input) => onePage(clients.of('kms').send(new kms.DescribeKeyCommand(input))),
};

export const DESCRIBE_KEY: FileCall<Key, ContentOf<typeof KEY>> = {
  kind: KEY,
  service: 'kms',
  rights: [onKeys('kms:DescribeKey')],
  absent: ABSENT,
  ask: (clients, input) => onePage(clients.of('kms').send(new kms.DescribeKeyCommand(input))),
};

export const GET_KEY_POLICY: FileCall<Key, ContentOf<typeof KEY_POLICY>> = {
  kind: KEY_POLICY,
  service: 'kms',
  rights: [onKeys('kms:GetKeyPolicy')],
  absent: ABSENT,
  unset: UNSET,
  ask: (clients, input) => onePage(clients.of('kms').send(new kms.GetKeyPolicyCommand(input))),
};

export const LIST_GRANTS: FileCall<Key, ContentOf<typeof GRANTS>> = {
  kind: GRANTS,
  service: 'kms',
  rights: [onKeys('kms:ListGrants')],
  absent: ABSENT,
  unset: UNSET,
  ask: (clients, input) => kms.paginateListGrants({ client: clients.of('kms') }, input),
};

export const GET_ROTATION: FileCall<Key, ContentOf<typeof ROTATION>> = {
  kind: ROTATION,
  service: 'kms',
  rights: [onKeys('kms:GetKeyRotationStatus')],
  absent: ABSENT,
  unset: UNSET,
  ask: (clients, input) => onePage(clients.of('kms').send(new kms.GetKeyRotationStatusCommand(input))),
};

export const LIST_ALIASES: FileCall<Key, ContentOf<typeof KEY_ALIASES>> = {
  kind: KEY_ALIASES,
  service: 'kms',
  rights: [onAnything('kms:ListAliases')],
  absent: ABSENT,
  unset: UNSET,
  ask: (clients, input) => kms.paginateListAliases({ client: clients.of('kms') }, input),
};
