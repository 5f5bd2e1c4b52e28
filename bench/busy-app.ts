/**
 * A migration as large as somebody may rehearse, or a small one to compare with: `busy-app.ts <zones> <names in each> <alarms>`.
 * Its account is made by `own-app.ts`.
 */
import { App } from 'aws-cdk-lib';
import { CutoverStack } from '../lib/migration/cutover-stack.ts';

const [zones = 0, names = 0, alarms = 0] = process.argv.slice(2).map(Number);

const numbered = <T>(length: number, make: (i: number) => T): T[] =>
  Array.from({ length }, (_, i) => make(i));

new CutoverStack(new App(), 'Busy', {
  env: { account: '555566667777', region: 'us-east-2' },
  migration: {
    name: 'busy',
    zones: numbered(zones, (z) => ({
      id: `Z0BUSYEXAMPLE${z}`,
      name: `busy${z}.test`,
      records: numbered(names, (i) => (i === 0 ? `busy${z}.test` : `n${i}.busy${z}.test`)),
    })),
    target: { loadBalancer: 'gateway-5e6f708192a3b4c5.elb.us-east-2.amazonaws.com' },
    alarms: numbered(alarms, (i) => `busy-5xx-${i}`),
    acceptances: ['nginx-http', 'nginx-https'].map((group) => ({
      id: 'legacy-load-unknown',
      subject: `ingress-nginx-4d5e6f708192a3b4.elb.us-east-2.amazonaws.com (${group})`,
      reason: 'As in the example whose account this is.',
      until: '2027-06-30',
    })),
    notify: { emails: ['oncall@busy.test'] },
  },
});
