import { recordsAt } from '../../../../../../lambdas/migration/domain/milestones.ts';
import { verifyDns } from '../../../../../../lambdas/migration/preflight/verify-dns/verify-dns.ts';
import { CLUSTER } from '../../../../../support/migration/engine-dns.ts';
import { someSettings, someShape } from '../../../../../support/migration/settings.ts';
import {
  address,
  CLUSTER_NAME,
  COUNTED,
  type DnsScript,
  fence,
  MOVABLE,
  NAME_SERVERS,
  ordinary,
  troubles,
  txt,
  verifyZone,
  ZONE,
} from './dns-to-verify.ts';

/** The movable zone at 5 %. */
const ADOPTED = [
  ...recordsAt(
    { kind: 'weighted', percent: 5 },
    MOVABLE.filter(({ Type }) => Type !== 'MX'),
    someShape(),
  ),
];

const delegated = (...nameServers: string[]) =>
  ({ kind: 'delegated', nameServers, askedAt: 'a.nic.test' }) as const;

describe('A zone', () => {
  it.each<[string, DnsScript, string[]]>([
    ['with another name', { zone: { name: 'shop.example.' } }, ['fail shop.test zone-name-differs']],
    ['that is private', { zone: { isPrivate: true } }, ['fail shop.test zone-private']],
    [
      'the world is not sent to',
      { delegation: { kind: 'not-delegated', askedAt: 'a.nic.test' } },
      ['fail shop.test zone-not-delegated'],
    ],
    [
      'the world is sent past',
      { delegation: delegated('ns.elsewhere.net') },
      ['fail shop.test delegation-differs'],
    ],
    [
      'the world is sent past in part',
      { delegation: delegated('ns.elsewhere.net', ...NAME_SERVERS) },
      ['fail shop.test delegation-differs'],
    ],
    [
      'with fewer name servers above',
      { delegation: delegated('ns-1.awsdns-01.org') },
      ['warn shop.test delegation-incomplete'],
    ],
    ['with its name servers in another order', { delegation: delegated(...NAME_SERVERS.toReversed()) }, []],
    [
      'of which the parent cannot be asked',
      { delegation: new Error('ETIMEOUT') },
      ['warn shop.test delegation-not-asked'],
    ],
  ])('%s is found', async (_what, script, expected) => {
    expect(await troubles(script)).toEqual(expected);
  });

  // 6 record sets that are there, 5 that a move adds, the fence.
  it.each<[string, DnsScript, string[]]>([
    ['has just room', { recordLimit: 12 }, []],
    ['has one too few', { recordLimit: 11 }, ['fail shop.test zone-too-full']],
    ['has its fence already', { recordLimit: 12, more: [fence({ phase: 'restored' })] }, []],
    [
      'is of a run that is continued, and holds its groups already',
      {
        recordLimit: ADOPTED.length + 1,
        records: [...ADOPTED, fence({ phase: 'shift', weight: 5 })],
        continues: 'run-0',
      },
      [],
    ],
    ['can’t be asked', { recordLimit: new Error('AccessDenied') }, ['fail shop.test zone-limit-unreadable']],
  ])('that %s is judged by its own limit', async (_what, script, expected) => {
    expect(await troubles(script)).toEqual(expected);
  });

  it('that is not there, or cannot be read, hides no other', async () => {
    const zones = [
      { ...ZONE, id: 'ZNONE', name: 'none.test.' },
      { ...ZONE, id: 'ZDENIED', name: 'denied.test.' },
      ZONE,
    ];
    const asking = {
      migration: 'shop',
      run: 'run-1',
      continues: '',
      settings: someSettings({ traffic: COUNTED }),
    };
    const { findings } = await verifyDns(zones, asking, {
      ...ordinary(async (id) => {
        if (id === 'ZDENIED') throw new Error('AccessDenied');
        if (id === 'ZNONE') return undefined;
        return { name: 'shop.test.', isPrivate: false, nameServers: NAME_SERVERS, records: MOVABLE };
      }),
      parent: { delegationOf: async () => delegated(...NAME_SERVERS) },
      loadBalancers: [{ find: async () => new Map([[CLUSTER_NAME, CLUSTER]]) }],
    });
    expect(findings.map(({ level, subject, code }) => `${level} ${subject} ${code}`)).toEqual([
      `pass ${CLUSTER_NAME} target-ready`,
      'fail none.test zone-missing',
      'fail denied.test zone-unreadable',
      'pass shop.test zone-read',
    ]);
  });
});

describe('The fence of a zone', () => {
  it.each<[string, DnsScript, string[]]>([
    ['another run that is under way', { more: [fence()] }, ['fail shop.test run-open']],
    [
      'another run that prepares',
      { more: [fence({ phase: 'prepare', weight: 0 })] },
      ['fail shop.test run-open'],
    ],
    [
      'another run that drains',
      { more: [fence({ phase: 'drain', weight: 100 })] },
      ['fail shop.test run-open'],
    ],
    [
      'a rollback half done',
      { more: [fence({ phase: 'restoring', weight: 0 })] },
      ['fail shop.test run-open'],
    ],
    ['this very run', { more: [fence({ execution: 'run-1', phase: 'prepare', weight: 0 })] }, []],
    ['a run that was rolled back', { more: [fence({ phase: 'restored', weight: 0 })] }, []],
    [
      'a migration that is over',
      { more: [fence({ phase: 'closed', weight: 100 })] },
      ['fail shop.test migration-closed'],
    ],
    [
      'another migration, in its place',
      { more: [fence({ migration: 'other' })] },
      ['fail shop.test fence-damaged'],
    ],
    [
      'nothing that can be read',
      { more: [txt(ZONE.fenceName, '"heritage=kops-cutover,epoch=many"')] },
      ['fail shop.test fence-damaged'],
    ],
    [
      'another migration under way',
      { more: [fence({ migration: 'other' }, '_cutover-other.shop.test.')] },
      ['fail shop.test other-migration'],
    ],
    [
      'a drill of it',
      { more: [fence({ migration: 'shop.drill' }, '_drill-shop.shop.test.')] },
      ['warn shop.test drill-there'],
    ],
    [
      'what a drill of another migration has left',
      { more: [fence({ migration: 'other.drill', phase: 'restored' }, '_drill-other.shop.test.')] },
      ['warn shop.test drill-there'],
    ],
    [
      'another migration that is over',
      { more: [fence({ migration: 'other', phase: 'closed' }, '_cutover-other.shop.test.')] },
      [],
    ],
    [
      'another migration rolled back',
      { more: [fence({ migration: 'other', phase: 'restored' }, '_cutover-other.shop.test.')] },
      [],
    ],
    ['none, where a run is to be continued', { continues: 'run-0' }, ['fail shop.test fence-not-continued']],
    [
      'another run than is to be continued',
      { continues: 'run-0', more: [fence({ execution: 'run-9' })] },
      ['fail shop.test fence-not-continued'],
    ],
    [
      'a run that stopped elsewhere',
      { continues: 'run-0', more: [fence({ phase: 'drain' })] },
      ['fail shop.test fence-not-continued'],
    ],
  ])('of %s is found', async (_what, script, expected) => {
    expect(await troubles(script)).toEqual(expected);
  });

  it('keeps people from fixing names that an open run has made as they are', async () => {
    const weighted = {
      Name: 'www.shop.test.',
      Type: 'A',
      TTL: 60,
      ResourceRecords: [{ Value: '192.0.2.1' }],
    };
    const routed = { more: [fence(), { ...weighted, SetIdentifier: 'legacy', Weight: 95 }] };
    expect(await troubles(routed)).toEqual(['fail shop.test run-open']);
    const [summary] = (await verifyZone(routed)).filter(({ code }) => code === 'zone-read');
    expect(summary?.seen).toContain('as another run left them');
  });

  it('says what stands, and whose it is', async () => {
    const findings = await verifyZone({ more: [fence()] });
    expect(findings.find(({ code }) => code === 'run-open')?.seen).toBe(
      'The fence says that another run of this migration is under way (epoch 7, shift at 5 %, execution run-0).',
    );
  });
});

describe("The cluster's load balancer", () => {
  it.each<[string, DnsScript, string[]]>([
    ['missing', { cluster: undefined }, ['target-missing']],
    ['being made', { cluster: { state: 'provisioning' } }, ['target-not-active']],
    ['in another hosted zone', { cluster: { hostedZoneId: 'ZOTHER' } }, ['target-zone-differs']],
    ['internal', { cluster: { internetFacing: false } }, ['target-internal']],
    ['impaired', { cluster: { state: 'active_impaired' } }, ['target-not-active']],
  ])('is found %s', async (_what, script, codes) => {
    const found = (await troubles(script)).map((line) => line.split(' '));
    expect(found.map(([, subject, code]) => [subject, code])).toEqual(
      codes.map((code) => [CLUSTER_NAME, code]),
    );
    const soft =
      ['target-internal', 'impaired'].includes(codes[0] ?? '') || script.cluster?.state === 'active_impaired';
    expect(found[0]?.[0]).toBe(soft ? 'warn' : 'fail');
  });

  it('that cannot be looked up is a failure, and nothing is concluded of what it answers', async () => {
    const asking = {
      migration: 'shop',
      run: 'run-1',
      continues: '',
      settings: someSettings({ traffic: COUNTED }),
    };
    const { findings } = await verifyDns([ZONE], asking, {
      ...ordinary(async () => ({
        name: 'shop.test.',
        isPrivate: false,
        nameServers: NAME_SERVERS,
        records: MOVABLE,
      })),
      parent: { delegationOf: async () => delegated(...NAME_SERVERS) },
      loadBalancers: [
        {
          find: async () => {
            throw new Error('AccessDenied');
          },
        },
      ],
    });
    expect(findings.map(({ level, code }) => `${level} ${code}`)).toEqual([
      'fail target-unreadable',
      'pass zone-read',
    ]);
  });

  it('is looked for among the newer ones and then among the classic ones', async () => {
    const asked: string[] = [];
    const asking = { migration: 'shop', run: 'run-1', continues: '', settings: someSettings() };
    const directory = (kind: string, found: boolean) => ({
      find: async ([name = '']: readonly string[]) => {
        asked.push(`${kind} ${name}`);
        return new Map(found ? [[CLUSTER_NAME, CLUSTER]] : []);
      },
    });
    await verifyDns([{ ...ZONE, records: ['www.shop.test.'] }], asking, {
      ...ordinary(async () => ({
        name: 'shop.test.',
        isPrivate: false,
        nameServers: NAME_SERVERS,
        records: [address('www.shop.test.')],
      })),
      parent: { delegationOf: async () => delegated(...NAME_SERVERS) },
      loadBalancers: [directory('v2', false), directory('classic', true)],
    });
    expect(asked).toEqual([`v2 ${CLUSTER_NAME}`, `classic ${CLUSTER_NAME}`]);
  });
});
