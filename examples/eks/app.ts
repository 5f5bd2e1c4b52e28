/** From servers behind an application load balancer to EKS, whose load balancer controller sends requests to pods: targets are addresses. */
import { App, Duration } from 'aws-cdk-lib';
import { CutoverStack } from '../../lib/migration/cutover-stack.ts';

new CutoverStack(new App(), 'Campus', {
  env: { account: '888899990000', region: 'ap-northeast-1' },
  migration: {
    name: 'campus',
    zones: [
      {
        id: 'Z0CAMPUSEXAMPLE0001',
        name: 'campus.test',
        records: ['campus.test', 'www.campus.test', 'courses.campus.test'],
      },
    ],
    target: { loadBalancer: 'k8s-campus-web-0a1b2c3d4e-4455667788.ap-northeast-1.elb.amazonaws.com' },
    steps: [
      { percent: 10, soak: Duration.hours(12) },
      { percent: 50, soak: Duration.hours(12), approval: true },
      { percent: 100, soak: Duration.days(1) },
    ],
    alarms: ['campus-eks-5xx', 'campus-eks-own-5xx', 'campus-eks-latency'],
    // No `cluster`: that is about kops.
    ingress: {},
    notify: { emails: ['it@campus.test'] },
  },
});
