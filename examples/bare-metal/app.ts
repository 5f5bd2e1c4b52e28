/** Servers at bare addresses, IPv4 and IPv6, leave for a cluster at other addresses: only what both sides publish themselves counts requests. */
import { App, Duration } from 'aws-cdk-lib';
import { CutoverStack } from '../../lib/migration/cutover-stack.ts';

/** What nobody can ask AWS about. */
const SERVED = [
  'radio.test A 203.0.113.20 203.0.113.21',
  'radio.test AAAA 2001:db8:20::20 2001:db8:20::21',
  'stream.radio.test A 203.0.113.30',
  'stream.radio.test AAAA 2001:db8:20::30',
  'www.radio.test A 203.0.113.20 203.0.113.21',
  'www.radio.test AAAA 2001:db8:20::20 2001:db8:20::21',
];

const requestsOf = (platform: string) => ({
  namespace: 'Radio',
  metricName: 'Requests',
  dimensions: { platform },
});

/** Both sides write to one workspace of Amazon Managed Service for Prometheus. */
const answersOf = (platform: string, more = '') =>
  `sum(increase(http_responses_total{platform="${platform}"${more}}[$period]))`;
const slowestOf = (platform: string) =>
  `histogram_quantile(0.95, sum by (le) (rate(http_response_seconds_bucket{platform="${platform}"}[$period])))`;
const prometheus = {
  url: 'https://aps-workspaces.ap-southeast-2.amazonaws.com/workspaces/ws-5a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9',
  requests: { legacy: answersOf('racks'), cluster: answersOf('cluster') },
};

new CutoverStack(new App(), 'Radio', {
  env: { account: '987654321098', region: 'ap-southeast-2' },
  migration: {
    name: 'radio',
    zones: [
      {
        id: 'Z0RADIOEXAMPLE00001',
        name: 'radio.test',
        records: ['radio.test', 'www.radio.test', 'stream.radio.test', 'listen.radio.test'],
      },
    ],
    target: { ipv4: ['198.51.100.40', '198.51.100.41'], ipv6: ['2001:db8:40::40', '2001:db8:40::41'] },
    steps: [
      { percent: 10, soak: Duration.hours(6) },
      { percent: 50, soak: Duration.hours(12), approval: true },
      { percent: 100, soak: Duration.days(1) },
    ],
    alarms: ['radio-5xx'],
    traffic: { legacy: [requestsOf('racks')], cluster: [requestsOf('cluster')] },
    compare: {
      metrics: [
        {
          name: 'Failed answers',
          statistic: 'Sum',
          tolerated: 0.1,
          prometheus: {
            ...prometheus,
            legacy: `${answersOf('racks', ',code=~"5.."')} or vector(0)`,
            cluster: `${answersOf('cluster', ',code=~"5.."')} or vector(0)`,
          },
        },
        {
          name: 'Slowest answers',
          statistic: 'p95',
          tolerated: 0.05,
          prometheus: { ...prometheus, legacy: slowestOf('racks'), cluster: slowestOf('cluster') },
        },
      ],
    },
    acceptances: SERVED.map((subject) => ({
      id: 'legacy-hosts-unknown',
      subject,
      reason: 'The racks are watched by the studio, and stay until the lease ends in July.',
      until: '2027-06-30',
    })),
    notify: { emails: ['studio@radio.test'] },
  },
});
