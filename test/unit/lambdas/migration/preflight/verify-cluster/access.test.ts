import { amiss, CLUSTER, edit, findingsOf, type Shop } from './some-cluster.ts';

const ssh = ({ store }: Shop, ...entries: readonly string[]): void =>
  edit(store, 'cluster-completed.spec', 'sshAccess: []', `sshAccess: ${JSON.stringify(entries)}`);

describe('whom the specification lets in', () => {
  it.each<[string, readonly string[], readonly string[], (shop: Shop) => void]>([
    [
      'a prefix list with everybody in it',
      [`fail ssh-open ${CLUSTER}`],
      ['SSH to the instances is open to 0.0.0.0/0 (in pl-0).'],
      ({ cluster }) => void cluster.lists.set('pl-0', ['10.0.0.0/8', '0.0.0.0/0']),
    ],
    [
      'a prefix list with much of the internet in it',
      [`fail ssh-open ${CLUSTER}`],
      [
        'SSH to the instances is open to 12.0.0.0/8 (in pl-0), 80.0.0.0/8 (in pl-0) (together 0.781 % of all IPv4 addresses).',
      ],
      ({ cluster }) => void cluster.lists.set('pl-0', ['12.0.0.0/8', '80.0.0.0/8']),
    ],
    [
      'a prefix list wider than one organisation',
      [`warn ssh-wide ${CLUSTER}`],
      ['SSH to the instances is open to 12.0.0.0/8 (in pl-0): more than one organisation has.'],
      ({ cluster }) => void cluster.lists.set('pl-0', ['12.0.0.0/8']),
    ],
    [
      'a prefix list that nobody here sees',
      [`unknown ssh-access-unknown ${CLUSTER}`],
      [
        'It is unknown whom the prefix lists in `sshAccess` let in. pl-0 could not be read: there is no pl-0.',
      ],
      () => undefined,
    ],
    [
      'a prefix list with partners in it',
      [],
      [],
      ({ cluster }) => void cluster.lists.set('pl-0', ['10.0.0.0/8', '203.0.113.0/24']),
    ],
  ])('looks into %s', async (_what, expected, seen, change) => {
    const findings = await findingsOf((shop) => {
      ssh(shop, 'pl-0');
      change(shop);
    });
    expect(amiss(findings)).toEqual(expected);
    expect(findings.filter(({ level }) => level !== 'pass').map((finding) => finding.seen)).toEqual(seen);
  });

  it('hides nothing behind what is open', async () => {
    const findings = await findingsOf((shop) => ssh(shop, '256.1.1.1/8', '0.0.0.0/00', 'pl-0'));
    expect(amiss(findings)).toEqual([
      `fail ssh-open ${CLUSTER}`,
      `fail ssh-access-unreadable ${CLUSTER}`,
      `unknown ssh-access-unknown ${CLUSTER}`,
    ]);
  });
});
