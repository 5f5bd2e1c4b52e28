import type { MemoryNetwork } from '../../../../../fakes/migration/memory-network.ts';
import { routes, withChange } from './network-to-verify.ts';

const REPLACE = (cidr: string) =>
  `\`aws ec2 replace-route --route-table-id rtb-k8s --destination-cidr-block ${cidr} --vpc-peering-connection-id pcx-1\``;

describe('what to do about a route', () => {
  it.each<[string, Parameters<typeof routes>[2][], string]>([
    ['that is missing', [['0.0.0.0/0', 'nat-1']], 'Add a route by pcx-1 to rtb-k8s for 10.0.1.0/24.'],
    [
      'that is longer than one by the peering',
      [
        ['10.0.0.0/16', 'pcx-1'],
        ['10.0.1.0/25', 'nat-1'],
      ],
      `rtb-k8s’s route for 10.0.1.0/25 wins. Remove it, or point it to pcx-1 (${REPLACE('10.0.1.0/25')}).`,
    ],
    [
      'that is longer, without one by the peering',
      [['10.0.1.0/25', 'nat-1']],
      `rtb-k8s’s route for 10.0.1.0/25 wins. Point it to pcx-1 (${REPLACE('10.0.1.0/25')}). Add a route by pcx-1 to rtb-k8s for 10.0.1.0/24.`,
    ],
    [
      'of the same prefix',
      [['10.0.1.0/24', 'pcx-old']],
      `rtb-k8s’s route for 10.0.1.0/24 wins. Point it to pcx-1 (${REPLACE('10.0.1.0/24')}).`,
    ],
    [
      'that is a wide blackhole',
      [['10.0.0.0/16', 'pcx-1', false]],
      `rtb-k8s’s route for 10.0.0.0/16 wins. Point it to pcx-1 (${REPLACE('10.0.0.0/16')}).`,
    ],
    [
      'that drops everything else',
      [['0.0.0.0/0', 'nat-1', false]],
      'Add a route by pcx-1 to rtb-k8s for 10.0.1.0/24.',
    ],
    [
      'of the own VPC',
      [['10.0.1.0/24', 'local']],
      'Move one side to other addresses: no route wins over those of the own VPC.',
    ],
  ])('%s', async (_what, table, expected) => {
    const { brief, toDo } = await withChange((n: MemoryNetwork) => routes(n, 'rtb-k8s', ...table));
    expect(brief).toEqual(['fail network-not-routed']);
    expect([...new Set(toDo.split('\n'))]).toEqual([expected]);
  });

  it('says of a blackhole what it drops, and not that the peering is gone', async () => {
    const { seen } = await withChange((n) => routes(n, 'rtb-k8s', ['10.0.0.0/16', 'pcx-1', false]));
    expect(seen).toContain('rtb-k8s drops 10.0.0.0/16 (its route by pcx-1 is a blackhole).');
  });
});
