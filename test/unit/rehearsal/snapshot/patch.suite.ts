import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SHOP_WORLD } from '../../../../rehearsal/shop/shop.ts';
import { HAND_COMMANDS } from '../../../../rehearsal/snapshot/by-hand.ts';
import type { Json } from '../../../../rehearsal/snapshot/json.ts';
import { patched } from '../../../../rehearsal/snapshot/patch.ts';
import { readPatch } from '../../../../rehearsal/snapshot/patch-file.ts';
import { Snapshot } from '../../../../rehearsal/snapshot/snapshot.ts';
import { SHOP_PATCHES } from '../../../support/shop.ts';
import { shopSnapshot } from '../../../support/shop-snapshot.ts';

const SPEC = readFileSync(join(import.meta.dirname, '../../../../rehearsal/worlds/SPEC.md'), 'utf8');
const ZONE = '111122223333/route53/get-hosted-zone/Z1.json';
const RECORDS = '111122223333/route53/list-resource-record-sets/Z1.json';
const CHECKS = '111122223333/route53/list-health-checks.json';
const FINDING = { level: 'fail', check: 'VerifyKms', code: 'key-disabled', subject: 'key' };
const a = (Name: string) => ({ Name, Type: 'A', TTL: 60, ResourceRecords: [{ Value: '192.0.2.1' }] });

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'patches-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function patchOf(content: Json) {
  const path = join(folder, 'fault.json');
  writeFileSync(path, JSON.stringify(content));
  return readPatch(path);
}

const snapshot = () =>
  new Snapshot(
    'somewhere',
    new Map<string, Json>([
      [ZONE, { HostedZone: { Id: 'Z1', Name: 'example.com.', CallerReference: 'x' } }],
      [RECORDS, { ResourceRecordSets: [a('www.example.com.')] }],
    ]),
  );

const planted = (files: Json) => patched(snapshot(), [patchOf({ plants: 'a fault', files })]);

describe('a patch', () => {
  it('changes how the platforms answer', async () => {
    const before = new Snapshot('somewhere', snapshot().files, new Map(), { legacy: { ports: [80] } });
    const patch = patchOf({ plants: 'TLS', web: [{ op: 'add', path: '/legacy/ports/-', value: 443 }] });
    expect((await patched(before, [patch])).web).toEqual({ legacy: { ports: [80, 443] } });
    expect(before.web).toEqual({ legacy: { ports: [80] } });
    const wrong = patchOf({ plants: 'TLS', web: [{ op: 'remove', path: '/cluster' }] });
    await expect(patched(before, [wrong])).rejects.toThrow('/web/0: there is nothing at /cluster');
  });

  it('says what a round trip to a database takes, of those that are there', async () => {
    const shop = shopSnapshot();
    const near = patchOf({ plants: 'a database nearby', roundTrips: { 'shop-db': 2 } });
    const far = patchOf({ plants: 'a database far away', roundTrips: { 'shop-db': 40 } });
    expect((await patched(shop, [near, far])).roundTrips).toEqual({ 'shop-db': 40 });
    expect(shop.roundTrips).toEqual({});
    await expect(patched(shop, [patchOf({ plants: 'x', roundTrips: { 'shop-bd': 40 } })])).rejects.toThrow(
      '/roundTrips/shop-bd: expected a database of RDS: shop-db',
    );
    for (const [wrong, words] of [
      [[], '/roundTrips: expected milliseconds from 0 to 3000 for each database'],
      [{ 'shop-db': -1 }, '/roundTrips/shop-db: expected milliseconds from 0 to 3000, found -1'],
      [{ 'shop-db': '40' }, '/roundTrips/shop-db: expected milliseconds from 0 to 3000, found "40"'],
    ] as const)
      expect(() => patchOf({ plants: 'x', roundTrips: wrong as Json })).toThrow(words);
  });

  it('changes what it names, adds whole files, and leaves the snapshot as it was', async () => {
    const before = snapshot();
    const value = { HealthChecks: [] };
    const patch = patchOf({
      plants: 'another record, and health checks',
      files: {
        [RECORDS]: [
          { op: 'test', path: '/ResourceRecordSets/0/Name', value: 'www.example.com.' },
          { op: 'replace', path: '/ResourceRecordSets/0/TTL', value: 5 },
          { op: 'add', path: '/ResourceRecordSets/-', value: a('api.example.com.') },
        ],
        [CHECKS]: [{ op: 'add', path: '', value }],
      },
    });
    const { files } = await patched(before, [patch]);
    expect(files.get(RECORDS)).toEqual({
      ResourceRecordSets: [{ ...a('www.example.com.'), TTL: 5 }, a('api.example.com.')],
    });
    expect(files.get(CHECKS)).toEqual(value);
    expect(before.files).toEqual(snapshot().files);
  });

  it('is made on what the one before it left; the snapshot says which were made', async () => {
    const operations = [{ op: 'remove', path: '/ResourceRecordSets/0' }];
    const first = patchOf({ plants: 'a lost record', files: { [RECORDS]: operations } });
    const both = patched(snapshot(), [first, first]);
    await expect(both).rejects.toThrow('/0: there is nothing at /ResourceRecordSets/0');
    expect((await patched(snapshot(), [first])).folder).toBe(`somewhere with ${first.path}`);
  });

  it.each<[string, Json, string]>([
    [
      'is of a place that is not there',
      { [RECORDS]: [{ op: 'replace', path: '/ResourceRecordSets/7/TTL', value: 1 }] },
      'list-resource-record-sets~1Z1.json/0: there is nothing at /ResourceRecordSets/7/TTL',
    ],
    [
      'is of a file that is not there',
      { [CHECKS]: [{ op: 'add', path: '/HealthChecks/-', value: {} }] },
      'the snapshot has no such file',
    ],
    [
      'is of what the platforms answer, elsewhere',
      { 'web.json': [{ op: 'remove', path: '/cluster' }] },
      '/files/web.json: the snapshot has no such file: `web` changes what the platforms answer',
    ],
    [
      'is of a place that is not there',
      { [RECORDS]: [{ op: 'remove', path: '/x' }] },
      'there is nothing at /x',
    ],
    [
      'expects something else',
      { [RECORDS]: [{ op: 'test', path: '/ResourceRecordSets/0/TTL', value: 61 }] },
      'expected 61, found 60',
    ],
    [
      'makes what the CLI does not print',
      { [RECORDS]: [{ op: 'add', path: '/ResourceRecordSets/0/ttl', value: 1 }] },
      '/ResourceRecordSets/0/ttl: AWS returns no member of this name; the CLI prints TTL',
    ],
    [
      'takes away what another file leads to',
      { [RECORDS]: [{ op: 'remove', path: '' }] },
      `${RECORDS}\n  missing`,
    ],
    [
      'adds a file that nobody reads',
      { 'x.json': [{ op: 'add', path: '', value: 1 }] },
      'x.json\n  expected a folder for each account',
    ],
  ])('is refused if it %s', async (_, files, words) => {
    await expect(planted(files)).rejects.toThrow(words);
  });

  it.each<[Json, string]>([
    [[], 'expected an object, found []'],
    [{ files: {} }, '/plants: expected words that say what is planted'],
    [{ plants: 'x', files: [] }, '/files: expected an object with the changes of each file'],
    [
      { plants: 'x', file: {}, files: {} },
      '/file: expected only plants, app, files, objects, web, roundTrips, byHand, findings, gone, hidden',
    ],
    [{ plants: 'x', files: { f: {} } }, '/files/f: expected a list of operations'],
    [{ plants: 'x', files: { f: [1] } }, '/files/f/0: expected an operation'],
    [
      { plants: 'x', files: { f: [{ op: 'set', path: '' }] } },
      '/files/f/0: expected op to be add, replace, test, move, copy, remove, found "set"',
    ],
    [
      { plants: 'x', files: { f: [{ op: 'remove', path: 'a/b' }] } },
      '/files/f/0: expected path to be \'\' or to begin with /, found "a/b"',
    ],
    [{ plants: 'x', files: { f: [{ op: 'add', path: '/a' }] } }, '/files/f/0: expected add to have value'],
    [{ plants: 'x', web: {} }, '/web: expected a list of operations'],
    [{ plants: 'x', findings: {} }, '/findings: expected a list of findings'],
    [
      { plants: 'x', findings: [FINDING, { ...FINDING, level: 'bad' }] },
      '/findings/1: expected level, check, code, subject, and level to be pass, warn, fail, unknown',
    ],
    [{ plants: 'x', findings: [{ ...FINDING, seen: '' }] }, '/findings/0: expected level, check'],
    [{ plants: 'x', gone: [FINDING] }, '/findings: missing; gone and hidden go with it'],
    [{ plants: 'x', app: '' }, '/app: expected the name of an app of the world, found ""'],
    [{ plants: 'x', findings: [], gone: [1] }, '/gone/0: expected level, check'],
    [
      { plants: 'x', findings: [], hidden: [] },
      '/hidden: expected an object with the other faults by their names',
    ],
    [{ plants: 'x', findings: [], hidden: { y: {} } }, '/hidden/y: expected a list of findings'],
    [{ plants: 'x', findings: [], hidden: { y: [1] } }, '/hidden/y/0: expected level'],
    [
      { plants: 'x', files: { f: [{ op: 'move', path: '/a', from: 'b' }] } },
      '/files/f/0: expected from to be a path',
    ],
  ])('%j is none', (content, words) => {
    expect(() => patchOf(content)).toThrow(`fault.json\n  ${words}`);
  });

  it('says what a dry run finds, where it says so', () => {
    expect(patchOf({ plants: 'x' }).expected).toBeUndefined();
    expect(patchOf({ plants: 'x', findings: [FINDING] }).expected).toEqual({
      findings: [FINDING],
      gone: [],
      hidden: new Map(),
    });
    const { expected } = patchOf({ plants: 'x', findings: [], gone: [FINDING], hidden: { y: [FINDING] } });
    expect(expected).toEqual({ findings: [], gone: [FINDING], hidden: new Map([['y', [FINDING]]]) });
  });

  it('that is not there, or is not JSON, is named', () => {
    expect(() => readPatch(join(folder, 'none.json'))).toThrow(/none\.json\n.*ENOENT/);
    writeFileSync(join(folder, 'half.json'), '{');
    expect(() => readPatch(join(folder, 'half.json'))).toThrow(/half\.json\n.*JSON/);
  });

  it('is called by its path, or by its name if it is the shop’s', () => {
    expect(SHOP_WORLD.patchCalled('wildcard-for-all').plants).toContain('a wildcard');
    expect(SHOP_WORLD.patchCalled(join(SHOP_PATCHES, 'wildcard-for-all.json'))).toEqual(
      SHOP_WORLD.patchCalled('wildcard-for-all'),
    );
    expect(() => SHOP_WORLD.patchCalled('wildcard')).toThrow(
      /wildcard\n {2}there is no such file of a patch; the world's are .*health-check-of-api, .*wildcard-for-all/,
    );
  });

  it('that the SPEC has as an example fits the shop', async () => {
    const examples = [...SPEC.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = '']) => JSON.parse(json));
    const patches = examples.filter((each) => 'plants' in each);
    expect(patches.length).toBeGreaterThan(0);
    const { files, objects } = await patched(shopSnapshot(), patches.map(patchOf));
    const path = '111122223333/route53/list-resource-record-sets/Z0SHOPEXAMPLE1.json';
    expect(files.get(path)).toMatchObject({
      ResourceRecordSets: expect.arrayContaining([
        expect.objectContaining({ Name: 'mail.shop.test.', TTL: 5 }),
      ]),
    });
    const spec = objects.get('kops-state-shop/k8s.shop.test/cluster-completed.spec');
    expect(spec).toContain('encryptedVolume: false');
    expect(spec).not.toContain('encryptedVolume: true');
  });

  describe('of what is done by hand', () => {
    const disabled = { aws: 'events disable-rule', input: { Name: '{RollBackTriggersAlarms}' } };
    const unsubscribed = { aws: 'sns unsubscribe', input: { SubscriptionArn: '{Topic}' } };

    it('is in the snapshot, that of each patch after that of the one before', async () => {
      const patches = [disabled, unsubscribed].map((work) => patchOf({ plants: 'a fault', byHand: [work] }));
      expect((await patched(snapshot(), patches)).byHand).toEqual([disabled, unsubscribed]);
      expect(snapshot().byHand).toEqual([]);
    });

    it.each<[Json, string]>([
      [{}, '/byHand: Invalid input: expected array, received object'],
      [[{ aws: 'ec2 run-instances', input: {} }], '/byHand/0/aws: expected one of events disable-rule, '],
      [[{ ...disabled, input: {} }], '/byHand/0/input/Name: '],
      [
        [{ ...disabled, input: { ...disabled.input, Rule: 'x' } }],
        '/byHand/0/input: Unrecognized key: "Rule"',
      ],
    ])('is refused if it is not a command that can be undone: %j', (byHand, words) => {
      expect(() => patchOf({ plants: 'x', byHand })).toThrow(words);
    });

    it('may be each command of the SPEC, and no other', () => {
      const rows = SPEC.slice(SPEC.indexOf('### By hand')).matchAll(/^\| `.*?\|/gm);
      const named = [...rows].flatMap(([row]) =>
        [...row.matchAll(/`(\w+ [\w-]+)`/g)].map(([, name]) => name),
      );
      expect(HAND_COMMANDS.toSorted()).toEqual(named.toSorted());
    });
  });

  describe('of what is in S3', () => {
    const stored = new Map([['state/spec', 'a: 1\nb: 1\n']]);
    const planted = (objects: Json) =>
      patched(new Snapshot('somewhere', snapshot().files, stored), [patchOf({ plants: 'a fault', objects })]);

    it('replaces words wherever they are, and whole objects, adds objects and removes them', async () => {
      const replaced = await planted({ 'state/spec': [{ replace: ': 1', by: ': $&' }], 'state/new': 'c' });
      expect([...replaced.objects]).toEqual([
        ['state/spec', 'a: $&\nb: $&\n'],
        ['state/new', 'c'],
      ]);
      expect([...(await planted({ 'state/spec': 'x' })).objects]).toEqual([['state/spec', 'x']]);
      expect([...(await planted({ 'state/spec': null })).objects]).toEqual([]);
      expect([...(await planted({ 'state/': null })).objects]).toEqual([]);
      expect([...stored]).toEqual([['state/spec', 'a: 1\nb: 1\n']]);
    });

    it.each<[Json, string]>([
      [{ 'state/spec': [{ replace: 'c', by: 'd' }] }, '/objects/state~1spec: it doesn\'t contain "c"'],
      [{ 'state/none': [{ replace: 'c', by: 'd' }] }, '/objects/state~1none: there is no such object'],
      [{ 'state/none': null }, '/objects/state~1none: there is no such object'],
      [{ 'none/': null }, '/objects/none~1: there is no object below this path'],
    ])('is refused if it does not fit: %j', async (objects, words) => {
      await expect(planted(objects)).rejects.toThrow(words);
    });

    it.each<Json>([1, [{ replace: '', by: 'x' }], [{ replace: 'x' }], ['x']])('is none: %j', (change) => {
      expect(() => patchOf({ plants: 'x', objects: { a: change } })).toThrow(
        '/objects/a: expected a text, null, or a list of { "replace": …, "by": … }',
      );
    });
  });

  it.each(globSync('*.json', { cwd: SHOP_PATCHES }))('of the shop fits it: %s', async (name) => {
    await expect(patched(shopSnapshot(), [readPatch(join(SHOP_PATCHES, name))])).resolves.toBeDefined();
  });
});
