import { COUNTED_BEHIND_CHECK } from '../../../plan/assess/checks/counted-behind.ts';
import { START } from '../../../rehearsal/estate/home.ts';
import type { Estate } from '../../../rehearsal/estate/migration/estate.ts';
import { frontedShop } from '../../support/fronted-shop.ts';
import { CLUSTER_ID, shopEstate } from '../../support/shop.ts';

function asked({ settings, snapshot }: Estate) {
  // Nothing is asked by a client.
  return COUNTED_BEHIND_CHECK.ask({ settings, snapshot, clients: undefined as never, now: START });
}

const METRIC = {
  namespace: 'AWS/ApplicationELB',
  metricName: 'RequestCount',
  dimensions: { LoadBalancer: CLUSTER_ID },
};

describe('what is counted behind the load balancer of the records', () => {
  it('is named, with the metric to configure', async () => {
    const { findings } = await asked(frontedShop());
    expect(findings).toEqual([
      expect.objectContaining({
        check: 'JudgeSoak',
        subject: 'front-0123456789abcdef.elb.us-west-1.amazonaws.com',
        code: 'requests-counted-behind',
        level: 'warn',
        seen: `This network load balancer counts connections. Behind it ${CLUSTER_ID} counts requests, errors and latency.`,
        toDo: `Name in \`traffic.cluster\`: { namespace: 'AWS/ApplicationELB', metricName: 'RequestCount', dimensions: { LoadBalancer: '${CLUSTER_ID}' } }.`,
      }),
    ]);
  });

  it('is no finding once it is configured, and without such a load balancer', async () => {
    const traffic = { legacy: [], cluster: [METRIC] };
    expect((await asked(frontedShop({ traffic }))).findings).toEqual([]);
    expect((await asked(shopEstate())).findings).toEqual([]);
  });
});
