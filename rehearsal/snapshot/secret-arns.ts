/**
 * The ARNs of secrets. Secrets Manager ends each with a hyphen and six characters of its own, and finds a secret by its ARN with
 * or without them. Source: its user guide, "Secrets Manager ARNs and finding a secret from a partial ARN".
 */
import type { Place } from './file-kind.ts';
import { SECRETS } from './kinds/secretsmanager.ts';
import type { Snapshot } from './snapshot.ts';

const END = /-[A-Za-z0-9]{6}$/;

/**
 * Complete ones, by the secrets' names: as the snapshot has them, or the configuration if the snapshot has only names. Of any
 * other secret nobody knows the end.
 * @param place account and region @param configured ARNs, complete or partial
 */
export function secretArns(
  snapshot: Snapshot,
  place: Place,
  configured: readonly string[],
): ReadonlyMap<string, string> {
  const { SecretList = [] } = snapshot.find(SECRETS, place) ?? {};
  return new Map(
    SecretList.flatMap(({ Name, ARN }) => {
      const isItsOwn = (arn: string) => END.test(arn) && isHere(arn, place) && named(arn) === Name;
      const arn = [ARN ?? [], configured].flat().find(isItsOwn);
      return arn === undefined ? [] : [[Name, arn] as const];
    }),
  );
}

/** @param arn as a configuration has it @param complete ARNs by name */
export function secretName(arn: string, complete: ReadonlyMap<string, string>): string {
  const found = [...complete].find(([, each]) => each === arn);
  return found?.[0] ?? resourceOf(arn);
}

function isHere(arn: string, { account, region }: Place): boolean {
  const [, , , regionOf, accountOf] = arn.split(':');
  return regionOf === region && accountOf === account;
}

function named(arn: string): string {
  return resourceOf(arn).replace(END, '');
}

function resourceOf(arn: string): string {
  return arn.split(':').slice(6).join(':');
}
