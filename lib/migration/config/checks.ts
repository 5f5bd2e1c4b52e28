/** What the preflight looks at beside databases, keys and names: the state bucket. */

import type { StateBucketSettings } from '../../../lambdas/migration/contract/settings.ts';
import type { Place } from '../../shared/config/place.ts';
import { readFlag, readTextOrToken } from '../../shared/config/values.ts';

/** Source: "General purpose bucket naming rules" of S3. */
const BUCKET =
  /^(?!\d{1,3}(?:\.\d{1,3}){3}$)(?!xn--|sthree-|amzn-s3-demo-)[a-z0-9](?:[a-z0-9-]|\.(?!\.))*[a-z0-9]$/;
const RESERVED_ENDINGS = ['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3'];

export function readStateBucket(place: Place): StateBucketSettings | undefined {
  if (place.isLeftOut) return undefined;
  if (typeof place.value === 'string' || place.isToken) return bucketSettings(place, false, false);
  const fields = place.fields(['name', 'create', 'fix'], {
    what: 'a state bucket',
    synonyms: { bucketName: 'name' },
  });
  return fields && bucketSettings(fields.name, readFlag(fields.create, false), readFlag(fields.fix, false));
}

function bucketSettings(place: Place, create: boolean, fix: boolean): StateBucketSettings | undefined {
  const example = "'kops-state-example-com', for example";
  const name = readTextOrToken(place, { what: "the state bucket's name", example });
  if (name === undefined) return undefined;
  if (place.isToken) return { name, create, fix };
  if (!isBucketName(name)) {
    const host = /^(?:s3:\/\/|arn:aws[a-z-]*:s3:::)([^/]+)/.exec(name)?.[1];
    return place.problem(
      'the name of an S3 bucket: 3 to 63 lower-case letters, digits, hyphens and dots, none of the reserved forms',
      host && isBucketName(host) ? `'${host}'` : example,
    );
  }
  if (name.includes('.'))
    place.warning('bucket-name-with-dots', "S3's TLS certificate doesn't cover names with dots");
  return { name, create, fix };
}

export function isBucketName(name: string): boolean {
  return (
    name.length >= 3 &&
    name.length <= 63 &&
    BUCKET.test(name) &&
    !RESERVED_ENDINGS.some((end) => name.endsWith(end))
  );
}
