import { Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { PARTITIONS, partitionOf, REGIONS } from '../../../lambdas/shared/contract/regions.ts';
import type { Home } from './arn.ts';
import { closest, type Place } from './place.ts';
import { readText } from './values.ts';

/** What many apps have there, and why it may be nothing. */
const WITHOUT_CREDENTIALS =
  'CDK_DEFAULT_ACCOUNT and CDK_DEFAULT_REGION are only set with credentials (AWS_PROFILE, or --profile)';
const EXAMPLE = { account: "'111122223333'", region: "'us-west-1'" };
/** `eu-w`: fewer letters begin too many regions. */
const SHORTEST_START = 4;
/** Regions of partitions that no message may lead away from to another one. */
const ISOLATED = /-iso[a-z]?-/;
const REGION = `the stack's region, in one of the partitions ${PARTITIONS.map(({ name }) => name).join(', ')}`;

/** Where the construct's stack is deployed, as far as synth knows; undefined where the stack is environment-agnostic. */
export function environmentOf(construct: IConstruct): Home | undefined {
  const stack = Stack.of(construct);
  const [account, region] = [stack.account, stack.region].map(known);
  return account === undefined && region === undefined ? undefined : { account, region };
}

function known(value: string): string | undefined {
  return Token.isUnresolved(value) ? undefined : value;
}

export function readHome(place: Place): Home {
  if (place.isLeftOut) {
    place.problem(
      "the stack's account and region, known at synth",
      `env: { account: ${EXAMPLE.account}, region: ${EXAMPLE.region} }, among the stack's properties; ${WITHOUT_CREDENTIALS}`,
    );
    return { account: undefined, region: undefined };
  }
  const fields = place.fields(['account', 'region'], {
    what: "the stack's environment",
    example: `env: { account: ${EXAMPLE.account}, region: ${EXAMPLE.region} }`,
  });
  if (!fields) return { account: undefined, region: undefined };
  return {
    account: readForm(
      fields.account,
      (text) => /^\d{12}$/.test(text),
      "the stack's account, 12 digits",
      EXAMPLE.account,
    ),
    region: readForm(
      fields.region,
      (text) => partitionOf(text) !== undefined,
      REGION,
      regionMeant(fields.region.value) ?? EXAMPLE.region,
    ),
  };
}

/** Of a region that lacks its number, is that of a zone, or has a slip in it. */
function regionMeant(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length < SHORTEST_START || ISOLATED.test(value)) return undefined;
  const text = value
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  const begun = REGIONS.find((region) => region.startsWith(text) || text.startsWith(region));
  const region = begun ?? closest(text, REGIONS);
  return region && `'${region}'`;
}

function readForm(
  place: Place,
  isForm: (text: string) => boolean,
  what: string,
  example: string,
): string | undefined {
  if (place.isLeftOut)
    return place.problem(what, `${example}, for example; ${WITHOUT_CREDENTIALS}`, 'left out');
  const text = readText(place, { what, example });
  return text === undefined || isForm(text) ? text : place.problem(what, example);
}
