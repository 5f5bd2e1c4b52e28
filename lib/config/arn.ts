/** ARNs that must be of the stack's region, and mostly of its account. */
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { Place } from './place.ts';

/** Where the stack is deployed; a part that couldn't be read is undefined, and nothing is compared with it. */
export interface Home {
  readonly account: string | undefined;
  readonly region: string | undefined;
}

interface ArnForm {
  /** E.g. `an alarm`. */
  readonly what: string;
  readonly service: string;
  /** The resource part, with the identifier as the first group. */
  readonly resource: RegExp;
  readonly example: string;
  /** What fails when the region is another. */
  readonly whyRegion: string;
  /** What fails when the account is another; absent: any account will do. */
  readonly whyAccount?: string;
}

const ARN = /^arn:(aws[a-z-]*):([a-z0-9-]+):([a-z0-9-]*):(\d{12})?:(.+)$/;

/** The identifier in the ARN's resource part, when it is an ARN of this form and of the right place. */
export function readArn(place: Place, text: string, form: ArnForm, home: Home): string | undefined {
  const [, partition, service, region, account, resource = ''] = ARN.exec(text) ?? [];
  const identifier = service === form.service ? form.resource.exec(resource)?.[1] : undefined;
  if (identifier === undefined || !region || !account)
    return place.problem(`the ARN of ${form.what}`, form.example);
  const expected = RegionInfo.get(region).partition;
  if (expected !== undefined && partition !== expected)
    return place.problem(
      `the ARN of ${form.what} in the partition of ${region}, ${expected}`,
      `'${text.replace(`arn:${partition}:`, `arn:${expected}:`)}'`,
    );
  if (!isOfHome(place, form, { region, account }, home)) return undefined;
  return identifier;
}

/** Reports and says no when something known to be at `found` isn't where the stack is. */
export function isOfHome(
  place: Place,
  { what, whyRegion, whyAccount }: Pick<ArnForm, 'what' | 'whyRegion' | 'whyAccount'>,
  found: Home,
  home: Home,
): boolean {
  if (home.region && found.region && found.region !== home.region) {
    place.problem(
      `${what} in the stack's region, ${home.region}: ${whyRegion}`,
      `${what} in ${home.region}, or deploy the stack in ${found.region}`,
    );
    return false;
  }
  if (whyAccount && home.account && found.account && found.account !== home.account) {
    place.problem(
      `${what} in the stack's account, ${home.account}: ${whyAccount}`,
      `${what} of ${home.account}`,
    );
    return false;
  }
  return true;
}

export function partitionOf(region: string): string {
  return RegionInfo.get(region).partition ?? 'aws';
}
