/** ARNs that must be of the stack's region, and mostly of its account. */
import { Fn, Token } from 'aws-cdk-lib';
import { partitionOf } from '../../../lambdas/shared/contract/regions.ts';
import { attributeOf, type Place, show, textAttribute } from './place.ts';
import { withTokensAs } from './token-text.ts';
import { readTextOrToken } from './values.ts';

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

const REGION = /^[a-z0-9-]+$/;
const ACCOUNT = /^\d{12}$/;
const ARN = /^arn:(aws[a-z-]*):([a-z0-9-]+):([a-z0-9-]*):(\d{12})?:(.+)$/;

/** The identifier in the ARN's resource part, when it is an ARN of this form and of the right place. */
export function readArn(place: Place, text: string, form: ArnForm, home: Home): string | undefined {
  const [, partition, service, region, account, resource = ''] = ARN.exec(text) ?? [];
  const identifier = service === form.service ? form.resource.exec(resource)?.[1] : undefined;
  if (identifier === undefined || !region || !account)
    return place.problem(`the ARN of ${form.what}`, form.example);
  const expected = partitionOf(region)?.name;
  if (expected !== undefined && partition !== expected)
    return place.problem(
      `the ARN of ${form.what} in the partition of ${region}, ${expected}`,
      show(text.replace(`arn:${partition}:`, `arn:${expected}:`)),
    );
  if (!isOfHome(place, form, { region, account }, home)) return undefined;
  return identifier;
}

/** An ARN, a token for one, or a construct of CDK that has it as `attribute`; the same checks for each, as far as they go. */
export function readArnOf(
  place: Place,
  attribute: string,
  form: ArnForm & { readonly shown: string },
  home: Home,
): string | undefined {
  const constructed = textAttribute(place.value, attribute);
  if (
    constructed !== undefined &&
    !isOfHome(place.with(pathOf(place.value)), form, homeOf(place.value), home)
  )
    return undefined;
  const at = place.with(constructed ?? place.value);
  const text = readTextOrToken(at, { what: form.shown, example: form.example });
  if (text === undefined) return undefined;
  const right = at.isToken ? isArnSoFar(at, text, form, home) : readArn(at, text, form, home) !== undefined;
  return right ? text : undefined;
}

/** Where a construct of CDK is; a part that is known at deploy time only is undefined. */
export function homeOf(construct: unknown): Home {
  const env = attributeOf(construct, 'env');
  const literal = (name: string) => {
    const text = textAttribute(env, name);
    return Token.isUnresolved(text) ? undefined : text;
  };
  return { account: literal('account'), region: literal('region') };
}

/** The resource of CloudFormation that a construct of CDK makes; undefined of what is imported, and of anything else. */
export function resourceOf(construct: unknown): unknown {
  return attributeOf(attributeOf(construct, 'node'), 'defaultChild');
}

/** What comes after `marker` in an ARN that may, in whole or in part, be known at deploy time only. */
export function afterIn(arn: string, marker: string): string {
  const text = arn.split(marker)[1];
  return text && !Token.isUnresolved(text) ? text : Fn.select(1, Fn.split(marker, arn));
}

/** How people find a construct again. */
export function pathOf(construct: unknown): string | undefined {
  return textAttribute(attributeOf(construct, 'node'), 'path');
}

/** What stands for a token in a text that is looked at: it may become anything. */
const UNKNOWN = '\0';

/** Of an ARN with tokens in it, what can be seen must be right: mostly only its account is known at deploy time. */
export function isArnSoFar(place: Place, text: string, form: ArnForm, home: Home): boolean {
  const seen = withTokensAs(text, () => UNKNOWN);
  const [arn, , service = UNKNOWN, region = '', account = '', ...rest] = seen.split(':');
  // A token may stand for several parts, and then those behind it are others than they seem.
  if (arn !== 'arn' || service.includes(UNKNOWN)) return true;
  const resource = rest.join(':');
  const isSeen = resource !== '' && !resource.startsWith(UNKNOWN);
  const isOther = isSeen && !form.resource.test(resource.replaceAll(UNKNOWN, '0'));
  if (service !== form.service || isOther) {
    place.problem(`the ARN of ${form.what}`, form.example);
    return false;
  }
  const known = (part: string, wanted: RegExp) => (wanted.test(part) ? part : undefined);
  return isOfHome(place, form, { region: known(region, REGION), account: known(account, ACCOUNT) }, home);
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
