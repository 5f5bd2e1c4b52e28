import { START } from '../../../../../rehearsal/estate/home.ts';
import { watchersOf } from '../../../../../rehearsal/estate/migration/watchers.ts';
import { otherBalancer } from '../../../../../rehearsal/matrix/migration/why-no-data.ts';
import { DrawnTrials } from '../../../../../rehearsal/trials/migration/draws.ts';
import { subjectOf } from '../../../../../rehearsal/trials/migration/subject-of.ts';
import { breaksConnections } from '../../../../../rehearsal/world/load-balancer.ts';
import { frontedShop } from '../../../../support/fronted-shop.ts';
import { CLUSTER_ID, shopBehaviour, shopSettings } from '../../../../support/shop.ts';

describe('alarms on an application load balancer behind the one in the records', () => {
  const estate = frontedShop();
  const subject = subjectOf(estate, shopBehaviour(), 1, START);
  const failing = { failing: 0.5, latencySeconds: 0.08 };

  it('watch the cluster', () => {
    expect(watchersOf(estate, [])).toEqual(shopSettings().alarms.map(({ name }) => name));
  });

  it('fire when the cluster fails', () => {
    const trials = new DrawnTrials(subject, { percent: 50 }, { seed: 1, at: START });
    expect(trials.alwaysFires(failing, 3600, 3)).toBe(true);
  });

  it('are not said to watch another load balancer', () => {
    const metric = {
      namespace: 'AWS/ApplicationELB',
      metricName: 'PeakLCUs',
      dimensions: { LoadBalancer: CLUSTER_ID },
    };
    expect(otherBalancer(metric, subject)).toBeUndefined();
    expect(otherBalancer(metric, { ...subject, cluster: { ...subject.cluster, behind: [] } })?.verdict).toBe(
      'useless',
    );
  });

  it('keep clients’ connections as long as one alone would: it answers for targets that do not', () => {
    expect(subject.cluster).toMatchObject({ family: 'network', keepAliveSeconds: 60 });
    const refusing = () => ({ ...failing, refused: 1 });
    expect(breaksConnections({ ...subject.cluster, health: refusing }, START)).toBe(false);
  });
});
