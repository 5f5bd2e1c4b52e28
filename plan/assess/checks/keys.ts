import { MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import type { KeyDescription } from '../../../lambdas/migration/ports/keys.ts';
import {
  judgeKey,
  judgePlace,
  judgeRotation,
  worthTrying,
} from '../../../lambdas/migration/preflight/verify-kms/judge-key.ts';
import { aliasIn, keyBehind } from '../../../rehearsal/snapshot/aliased-key.ts';
import { KEY, KEY_ALIASES, ROTATION } from '../../../rehearsal/snapshot/kinds/kms.ts';
import type { Snapshot } from '../../../rehearsal/snapshot/snapshot.ts';
import type { Asked, Asking, OfflineCheck } from './offline-check.ts';

/** How KMS describes the keys; whether they encrypt, and who may use them, only the account says. */
export const KEY_CHECK: OfflineCheck = {
  check: MIGRATE.verifyKms,
  isWanted: ({ keys }) => keys.length > 0,
  // Each key has a file of its own.
  needs: () => [],
  ask: askKeys,
};

async function askKeys({ settings, snapshot }: Asking): Promise<Asked> {
  const looked = settings.keys.map(({ arn }) => ({ arn, key: keyIn(snapshot, arn) }));
  const missing = looked.filter(({ key }) => key === undefined).map(({ arn }) => arn);
  return {
    findings: looked.flatMap(({ arn, key }) => (key ? judged(arn, key, settings.region) : [])),
    notAsked: [
      'Whether the keys encrypt, and who may use them: a dry run tries it.',
      ...(missing.length > 0 ? [`The snapshot has no description of ${missing.join(', ')}.`] : []),
      ...(missing.some((arn) => aliasIn(arn) !== undefined)
        ? ['Which key an alias belongs to is in kms/list-aliases/<key>.json of the snapshot.']
        : []),
    ],
  };
}

interface Found {
  readonly description: KeyDescription;
  readonly rotates: boolean;
}

/** By the key's id. Of an alias, the keys' lists of aliases say whose it is. */
function keyIn(snapshot: Snapshot, arn: string): Found | undefined {
  const [, , , region = '', account = '', resource = ''] = arn.split(':');
  const lists = snapshot
    .all(KEY_ALIASES)
    .filter((file) => file.account === account && file.region === region)
    .map(({ names: [name = ''] = [], content }) => [name, content] as const);
  const alias = aliasIn(arn);
  const id = alias === undefined ? resource.replace(/^key\//, '') : keyBehind(alias, new Map(lists));
  if (id === undefined) return undefined;
  const place = { account, region, names: [id] };
  const key = snapshot.find(KEY, place)?.KeyMetadata;
  if (!key) return undefined;
  const description = {
    arn: key.Arn ?? arn,
    state: key.KeyState ?? 'not reported',
    usage: key.KeyUsage ?? 'ENCRYPT_DECRYPT',
    spec: key.KeySpec ?? 'SYMMETRIC_DEFAULT',
    manager: key.KeyManager ?? 'CUSTOMER',
    origin: key.Origin ?? 'AWS_KMS',
    deletionAt: key.DeletionDate === undefined ? '' : String(key.DeletionDate),
  };
  return { description, rotates: snapshot.find(ROTATION, place)?.KeyRotationEnabled === true };
}

function judged(arn: string, { description, rotates }: Found, region: string) {
  const described = { answered: true, value: description } as const;
  const place = judgePlace(arn, description.arn, region);
  if (!worthTrying(described)) return [judgeKey(arn, described, undefined), ...place];
  const rotation = { answered: true, value: rotates } as const;
  return [...place, ...judgeRotation(arn, description.origin === 'AWS_KMS' ? rotation : undefined)];
}
