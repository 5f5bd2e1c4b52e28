import {
  AccessPointNotFoundException,
  DescribeTagsCommand as DescribeClassicTagsCommand,
  type ElasticLoadBalancingClient,
} from '@aws-sdk/client-elastic-load-balancing';
import {
  DescribeTagsCommand,
  type ElasticLoadBalancingV2Client,
  TargetGroupNotFoundException,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { answersOf } from '../../shared/adapters/answers-of.ts';
import { classicElb } from '../../shared/adapters/classic-elb-client.ts';
import { elbv2 } from '../../shared/adapters/elbv2-client.ts';
import { namingTransients } from '../../shared/adapters/transient.ts';
import { unlessGone } from '../../shared/adapters/unless-gone.ts';
import type { TaggedPlace, TargetPlaces } from '../domain/target.ts';
import type { TargetTags } from '../ports/target-tags.ts';

const { given } = answersOf('Elastic Load Balancing');

/** A tag as either API describes it. */
interface DescribedTag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** Tags of target groups and of classic load balancers. One place a call: a call with one that is gone says nothing of the others. */
export class ElbTargetTags implements TargetTags {
  readonly #groups: ElasticLoadBalancingV2Client;
  readonly #classic: ElasticLoadBalancingClient;

  constructor(
    groups: ElasticLoadBalancingV2Client = elbv2,
    classic: ElasticLoadBalancingClient = classicElb,
  ) {
    this.#groups = groups;
    this.#classic = classic;
  }

  async of({ targetGroupArns, loadBalancers }: TargetPlaces): Promise<readonly TaggedPlace[]> {
    const found: TaggedPlace[] = [];
    for (const place of targetGroupArns) {
      const tags = await this.#ofGroup(place);
      if (tags) found.push({ kind: 'target group', place, tags });
    }
    for (const place of loadBalancers) {
      const tags = await this.#ofClassic(place);
      if (tags) found.push({ kind: 'classic load balancer', place, tags });
    }
    return found;
  }

  #ofGroup(arn: string): Promise<TaggedPlace['tags'] | undefined> {
    const command = new DescribeTagsCommand({ ResourceArns: [arn] });
    return unlessGone([TargetGroupNotFoundException], async () => {
      const { TagDescriptions } = await namingTransients('ELB DescribeTags', () =>
        this.#groups.send(command),
      );
      return tagsIn(TagDescriptions?.[0]?.Tags, arn);
    });
  }

  #ofClassic(name: string): Promise<TaggedPlace['tags'] | undefined> {
    const command = new DescribeClassicTagsCommand({ LoadBalancerNames: [name] });
    return unlessGone([AccessPointNotFoundException], async () => {
      const { TagDescriptions } = await namingTransients('ELB DescribeTags', () =>
        this.#classic.send(command),
      );
      return tagsIn(TagDescriptions?.[0]?.Tags, name);
    });
  }
}

/** None is an answer: what has no tags lacks the cluster's. */
function tagsIn(described: readonly DescribedTag[] = [], place: string): TaggedPlace['tags'] {
  return Object.fromEntries(
    described.map(({ Key, Value = '' }) => [given(Key, place, "a tag's Key"), Value]),
  );
}
