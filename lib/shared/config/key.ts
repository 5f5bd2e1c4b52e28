import { type Home, pathOf, readArnOf } from './arn.ts';
import { type Place, textAttribute } from './place.ts';

/** How a key is written. */
export const KEY = {
  what: 'a KMS key',
  shown: "a KMS key's ARN",
  service: 'kms',
  resource: /^key\/([A-Za-z0-9-]+)$/,
  example:
    "'arn:aws:kms:<region>:<account>:key/<id>' (of the key, not of an alias: permissions can't be limited to an alias)",
  whyRegion: 'a key works in its own region only',
};

/** The ARN of a key, from a text or a CDK key; undefined where it is none, which is a problem. */
export function readKey(place: Place, home: Home): string | undefined {
  if (textAttribute(place.value, 'aliasName') !== undefined)
    return place
      .with(pathOf(place.value))
      .problem("a KMS key, not its alias: permissions can't be limited to one", 'the CDK key itself');
  return readArnOf(place, 'keyArn', KEY, home);
}
