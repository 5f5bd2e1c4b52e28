import type { TaggedPlace } from '../../../../../lambdas/masters/domain/target.ts';
import { placesOf, untaggedPlaces } from '../../../../../lambdas/masters/domain/untagged.ts';

const ELB = 'arn:aws:elasticloadbalancing:us-west-1:111122223333:targetgroup';
const API = `${ELB}/api/0123456789abcdef`;
const OWNED = { KubernetesCluster: 'k8s.shop.test', Name: 'api' };
const group = (place: string, tags: TaggedPlace['tags']): TaggedPlace => ({
  kind: 'target group',
  place,
  tags,
});
const classic = (place: string, tags: TaggedPlace['tags']): TaggedPlace => ({
  kind: 'classic load balancer',
  place,
  tags,
});
const found = (places: readonly TaggedPlace[], targetGroups: string[] = [], loadBalancers: string[] = []) =>
  untaggedPlaces(places, { cluster: 'k8s.shop.test', untagged: { targetGroups, loadBalancers } });

describe('places that no function may change', () => {
  it('are none that have the cluster’s tag', () => {
    expect(found([group(API, OWNED), classic('api', OWNED)])).toEqual([]);
  });

  it.each<[string, TaggedPlace, string]>([
    [
      'a target group without tags',
      group(API, {}),
      `The target group ${API} lacks the tag KubernetesCluster = k8s.shop.test, so no function may take a master out of it or put one back. If it is this cluster’s, tag it: aws elbv2 add-tags --resource-arns ${API} --tags Key=KubernetesCluster,Value=k8s.shop.test; or name it in the configuration: targetGroups: ['${API}'].`,
    ],
    [
      'a target group of another cluster',
      group(API, { KubernetesCluster: 'other.shop.test' }),
      `The target group ${API} has 'other.shop.test' in the tag KubernetesCluster = k8s.shop.test`,
    ],
    [
      'a classic load balancer without the tag',
      classic('api-k8s', { Name: 'api' }),
      "tag it: aws elb add-tags --load-balancer-names api-k8s --tags Key=KubernetesCluster,Value=k8s.shop.test; or name it in the configuration: loadBalancers: ['api-k8s'].",
    ],
  ])('are %s', (_which, place, words) => {
    expect(found([place])).toEqual([expect.stringContaining(words)]);
  });

  it('are each reported', () => {
    expect(found([group(API, {}), classic('api-k8s', {})])).toHaveLength(2);
  });

  it.each([
    ['its ARN', [API]],
    ['its name', [`${ELB}/api/*`]],
  ])('are none that the configuration names by %s', (_how, names) => {
    expect(found([group(API, {})], names)).toEqual([]);
    expect(found([classic('api-k8s', {})], [], ['api-k8s'])).toEqual([]);
  });

  it('are those whose names only begin as a named one', () => {
    expect(found([group(`${ELB}/api-2/0123456789abcdef`, {})], [`${ELB}/api/*`])).toHaveLength(1);
    expect(found([group(`${API}0`, {})], [API])).toHaveLength(1);
    expect(found([classic('api-k8s-2', {})], [], ['api-k8s'])).toHaveLength(1);
    expect(found([classic('api', {})], [`${ELB}/api/*`])).toHaveLength(1);
  });
});

it('a place of several groups is read once', () => {
  const both = { targetGroupArns: [API], loadBalancers: ['api-k8s'] };
  expect(placesOf([both, { targetGroupArns: [], loadBalancers: [] }, both])).toEqual(both);
});
