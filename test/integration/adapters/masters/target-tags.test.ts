import { ElasticLoadBalancingClient } from '@aws-sdk/client-elastic-load-balancing';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ElbTargetTags } from '../../../../lambdas/masters/adapters/target-tags.ts';
import { QueryServer } from '../../../support/query-server.ts';
import { type Operation, Refusal, type ScriptedServer } from '../../../support/scripted-server.ts';
import { API_TCP, CLASSIC, OWNED } from '../../../unit/rehearsal/compute/shop-masters.ts';
import { mastersAccount } from '../../gateway/masters-account.ts';
import { FUNCTION_CREDENTIALS } from '../../gateway/policies.ts';

describe('the tags of places', () => {
  let server: ScriptedServer | undefined;
  afterEach(() => server?.stop());

  async function scripted(DescribeTags: Operation) {
    server = await QueryServer.start({ DescribeTags });
    return new ElbTargetTags(
      new ElasticLoadBalancingV2Client(server.client),
      new ElasticLoadBalancingClient(server.client),
    );
  }

  it('are those that the rehearsed account has; what is not there is left out', async () => {
    const { account } = await mastersAccount();
    const config = account.client(FUNCTION_CREDENTIALS);
    const clients = [
      new ElasticLoadBalancingV2Client(config),
      new ElasticLoadBalancingClient(config),
    ] as const;
    try {
      const places = { targetGroupArns: [`${API_TCP}0`, API_TCP], loadBalancers: ['none', CLASSIC] };
      expect(await new ElbTargetTags(...clients).of(places)).toEqual([
        { kind: 'target group', place: API_TCP, tags: OWNED },
        { kind: 'classic load balancer', place: CLASSIC, tags: OWNED },
      ]);
    } finally {
      for (const client of clients) client.destroy();
      await account.stop();
    }
  });

  it('are none where there are none', async () => {
    const tags = await scripted(({ ResourceArns }) => ({
      TagDescriptions: ResourceArns ? [{ ResourceArn: API_TCP, Tags: [] }] : [{ LoadBalancerName: CLASSIC }],
    }));
    const found = await tags.of({ targetGroupArns: [API_TCP], loadBalancers: [CLASSIC] });
    expect(found.map((place) => place.tags)).toEqual([{}, {}]);
  });

  it.each([
    ['of a target group', { targetGroupArns: [API_TCP], loadBalancers: [] }],
    ['of a classic load balancer', { targetGroupArns: [], loadBalancers: [CLASSIC] }],
  ])('%s are unknown while nobody can be asked', async (_which, places) => {
    const tags = await scripted(() => {
      throw new Refusal('Throttling', 'Rate exceeded', 400);
    });
    await expect(tags.of(places)).rejects.toMatchObject({ name: 'TransientFailure' });
  });
});
