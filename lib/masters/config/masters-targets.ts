/** Target groups and load balancers that masters are registered with and that lack the cluster's tag. */
import type { MastersSettings } from '../../../lambdas/masters/contract/settings.ts';
import { partitionOf } from '../../../lambdas/shared/contract/regions.ts';
import { type Home, readArn, readArnOf } from '../../shared/config/arn.ts';
import { readEach } from '../../shared/config/lists.ts';
import { type Place, textAttribute } from '../../shared/config/place.ts';
import { readTextOrToken } from '../../shared/config/values.ts';

type Untagged = MastersSettings['untagged'];

export const UNTAGGED_FIELDS = [
  'targetGroups',
  'loadBalancers',
] as const satisfies readonly (keyof Untagged)[];

/** Of each kind: more don't fit into the policies of the functions that drain masters and put them back. */
const MOST = 20;
/** Names of target groups and of classic load balancers. Source: Elastic Load Balancing's API references, CreateTargetGroup and CreateLoadBalancer. */
const NAME = /^(?!-)[A-Za-z0-9-]{1,32}(?<!-)$/;
const NAMED = 'a name of at most 32 letters, digits and hyphens, no hyphen at an end';

const PLACE = {
  service: 'elasticloadbalancing',
  whyRegion: 'masters are registered in their own region only',
  whyAccount: 'the functions may take masters out in that account only',
};
const TARGET_GROUP = {
  ...PLACE,
  what: 'a target group',
  shown: "a target group's ARN or name, or a CDK target group",
  resource: /^targetgroup\/([A-Za-z0-9-]{1,32})\/[0-9a-f]{16}$/,
  example: "'arn:aws:elasticloadbalancing:<region>:<account>:targetgroup/<name>/<id>', or its name",
};
const LOAD_BALANCER = {
  ...PLACE,
  what: 'a classic load balancer',
  shown: "a classic load balancer's name or ARN, or a CDK one",
  resource: /^loadbalancer\/([A-Za-z0-9-]{1,32})$/,
  example: "its name: 'api-k8s-example-com'",
};

/** Each may be left out. */
export function readUntagged(places: Readonly<Record<keyof Untagged, Place>>, home: Home): Untagged {
  return {
    targetGroups: readList(places.targetGroups, TARGET_GROUP, (at) => readTargetGroup(at, home)),
    loadBalancers: readList(places.loadBalancers, LOAD_BALANCER, (at) => readLoadBalancer(at, home)),
  };
}

/** One of them: its text in the settings, and the key by which two are the same. */
interface Named {
  readonly text: string;
  readonly key: string;
}

function readList(
  place: Place,
  { what, shown, example }: typeof TARGET_GROUP,
  read: (at: Place) => Named | undefined,
): readonly string[] {
  if (place.isLeftOut) return [];
  const found = readEach(place, {
    of: shown,
    atLeast: 0,
    atMost: MOST,
    example: `[${example}]`,
    read,
    keyOf: ({ key }) => key,
    each: `each ${what.replace(/^a /, '')}`,
  });
  return found.map(({ text }) => text);
}

/** By its name alone: whatever id that target group has. */
function readTargetGroup(place: Place, home: Home): Named | undefined {
  const { value } = place;
  if (typeof value !== 'string' || place.isToken || value.startsWith('arn:')) {
    const arn = readArnOf(place, 'targetGroupArn', TARGET_GROUP, home);
    return arn === undefined ? undefined : { text: arn, key: /targetgroup\/([^/]+)\//.exec(arn)?.[1] ?? arn };
  }
  if (!NAME.test(value)) return place.problem(`a target group: its ARN, or ${NAMED}`, TARGET_GROUP.example);
  const { account = '', region = '' } = home;
  const partition = partitionOf(region)?.name ?? '';
  const arn = `arn:${partition}:elasticloadbalancing:${region}:${account}:targetgroup/${value}/*`;
  return { text: arn, key: value };
}

function readLoadBalancer(place: Place, home: Home): Named | undefined {
  const at = place.with(textAttribute(place.value, 'loadBalancerName') ?? place.value);
  const text = readTextOrToken(at, { what: LOAD_BALANCER.shown, example: LOAD_BALANCER.example });
  if (text === undefined || at.isToken) return text === undefined ? undefined : { text, key: text };
  if (/:loadbalancer\/(?:app|net|gwy)\//.test(text))
    return place.problem(
      'a classic load balancer: others forward to target groups',
      'its target group, under `targetGroups`',
    );
  const name = text.startsWith('arn:') ? readArn(at, text, LOAD_BALANCER, home) : text;
  if (name === undefined) return undefined;
  if (!NAME.test(name)) return place.problem(`a classic load balancer: ${NAMED}`, LOAD_BALANCER.example);
  return { text: name, key: name };
}
