/** The shop's account with more in it, as patches of its world; `large-shop.ts` and `largest-shop.ts` configure it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Operation } from 'rfc6902';
import { SHOP_WORLD } from '../rehearsal/shop/shop.ts';
import type { Patch } from '../rehearsal/snapshot/patch-file.ts';
import { MIB, pad } from './dense-specification.ts';

const HOME = { account: '111122223333', region: 'us-west-1' };
const SHOP_ZONE = 'Z0SHOPEXAMPLE1';

/** Ids; the first is the shop's own. */
export const KEYS = numbered(10, (i) => `5c0ffee0-1234-4abc-8def-0123456789${(0xab + i).toString(16)}`);
/** Identifiers; the first is the shop's own. */
export const DATABASES = numbered(10, (i) => (i === 0 ? 'shop-db' : `shop-db-${i}`));
/** With the shop's own six names these are 50. */
export const MORE_NAMES = numbered(44, (i) => `n${i}.shop.test`);
/** Five more zones with 10,000 names in all. */
export const MORE_ZONES = numbered(5, (z) => ({
  id: `Z0LARGE${z}`,
  name: `large${z}.test`,
  records: numbered(2000, (i) => `n${i}.large${z}.test`),
}));
/** As many as VerifyIngress asks for. */
export const ASKED_NAMES = MORE_ZONES.flatMap(({ records }) => records).slice(0, 200);

/** With the shop's own three, as many as VerifyCredentials judges. */
const PARAMETERS = 297;
const NODES = 500;
const DEPLOYMENTS = 1000;
const SPECIFICATION_BYTES = 5 * MIB;

export function keyArn(id: string): string {
  return `arn:aws:kms:${HOME.region}:${HOME.account}:key/${id}`;
}

/** 10 keys, 10 databases and 50 names. */
export function largeWorld(): Patch {
  const more = aliases(MORE_NAMES).map((record) => add('/ResourceRecordSets/-', record));
  const files = [...keys(), databases(), ...routes(MORE_NAMES)];
  return patchOf([...files, [recordsFile(SHOP_ZONE), more]], answersFor(MORE_NAMES));
}

/** As much as the functions of preflight may meet: 10,000 names, a specification of 5 MiB, a large cluster. */
export function largestWorld(): Patch {
  const files = [...keys(), databases(), ...zones(), ...routes(MORE_ZONES.map(({ name }) => `*.${name}`))];
  const cluster = [
    many('ssm/describe-parameters', '/Parameters', PARAMETERS, (i) => ({ '/Name': `/shop/many/${i}` })),
    many(`kubectl/nodes/${CLUSTER}`, '/items', NODES, (i) => ({ '/metadata/name': `node-${i}` })),
    many(`kubectl/deployments/${CLUSTER}`, '/items', DEPLOYMENTS, (i) => ({
      '/metadata/name': `web-${i}`,
      '/spec/template/metadata/labels': { app: `web-${i}` },
    })),
  ];
  const dense = { replace: 'spec:\n', by: `spec:\n${pad('values', SPECIFICATION_BYTES)}` };
  const objects = new Map([[`kops-state-shop/${CLUSTER}/cluster-completed.spec`, [dense]]]);
  return { ...patchOf([...files, ...cluster], answersFor(ASKED_NAMES)), objects };
}

type Changes = readonly [file: string, operations: readonly Operation[]];

const CLUSTER = 'k8s.shop.test';
const REGIONAL = `${HOME.account}/${HOME.region}`;

function patchOf(files: readonly Changes[], web: readonly Operation[]): Patch {
  const plants = 'more of everything';
  const path = import.meta.filename;
  return {
    path,
    plants,
    files: new Map(files),
    objects: new Map(),
    web,
    roundTrips: {},
    byHand: [],
    app: undefined,
    expected: undefined,
  };
}

function keys(): readonly Changes[] {
  const [first = '', ...others] = KEYS;
  return ['describe-key', 'get-key-policy', 'get-key-rotation-status'].flatMap((call) => {
    const file = (id: string) => `${REGIONAL}/kms/${call}/${id}.json`;
    return others.map((id): Changes => [file(id), [add('', like(file(first), first, id))]]);
  });
}

function databases(): Changes {
  const operations = DATABASES.slice(1).flatMap((identifier, i): Operation[] => {
    const at = `/DBInstances/${i + 1}`;
    const arn = `arn:aws:rds:${HOME.region}:${HOME.account}:db:${identifier}`;
    return [
      { op: 'copy', from: '/DBInstances/0', path: at },
      replace(`${at}/DBInstanceIdentifier`, identifier),
      replace(`${at}/DBInstanceArn`, arn),
    ];
  });
  return [`${REGIONAL}/rds/describe-db-instances.json`, operations];
}

/** As the shop's own, with these names in place of its own. */
function zones(): readonly Changes[] {
  return MORE_ZONES.flatMap(({ id, name, records }): Changes[] => {
    const zoneFile = (of: string) => `${HOME.account}/route53/get-hosted-zone/${of}.json`;
    const zone = like(zoneFile(SHOP_ZONE), 'shop.test', name, [SHOP_ZONE, id]);
    const { ResourceRecordSets } = readSnapshot(recordsFile(SHOP_ZONE));
    const own = ResourceRecordSets.filter(
      ({ Name, Type }: RecordSet) => Name === 'shop.test.' && /^(NS|SOA)$/.test(Type),
    );
    const all = [
      ...own.map((record: RecordSet) => ({ ...record, Name: `${name}.` })),
      ...aliases(records, /^A$/),
    ];
    return [
      [zoneFile(id), [add('', zone)]],
      [recordsFile(id), [add('', { ResourceRecordSets: all })]],
    ];
  });
}

interface RecordSet {
  readonly Name: string;
  readonly Type: string;
}

/** To legacy, as `www` has them. */
function aliases(names: readonly string[], type = /^A/): readonly object[] {
  const { ResourceRecordSets } = readSnapshot(recordsFile(SHOP_ZONE));
  const www = ResourceRecordSets.filter(
    ({ Name, Type }: RecordSet) => Name === 'www.shop.test.' && type.test(Type),
  );
  return names.flatMap((name) => www.map((record: RecordSet) => ({ ...record, Name: `${name}.` })));
}

/** Each has a host of its own in the Ingress, and is in the certificate. */
function routes(names: readonly string[]): readonly Changes[] {
  const file = `${REGIONAL}/kubectl/ingresses/${CLUSTER}.json`;
  const [, www] = readSnapshot(file).items[0].spec.rules;
  return [
    [file, names.map((host) => add('/items/0/spec/rules/-', { ...www, host }))],
    [
      `${REGIONAL}/kubectl/certificates/${CLUSTER}.json`,
      names.map((name) => add('/items/0/spec/dnsNames/-', name)),
    ],
  ];
}

/** Both platforms answer for these names. */
function answersFor(names: readonly string[]): readonly Operation[] {
  return names.flatMap((name) =>
    ['legacy', 'cluster'].flatMap((side) => [
      add(`/${side}/certificate/names/-`, name),
      add(`/${side}/site/hosts/-`, name),
    ]),
  );
}

/** Copies of the last of a list, each with something changed. */
function many(
  file: string,
  list: string,
  count: number,
  changed: (i: number) => Record<string, unknown>,
): Changes {
  const path = `${REGIONAL}/${file}.json`;
  const { length } = readSnapshot(path)[list.slice(1)];
  const operations = numbered(count, (i): Operation[] => [
    { op: 'copy', from: `${list}/${length - 1}`, path: `${list}/-` },
    ...Object.entries(changed(i)).map(([field, value]) => replace(`${list}/${length + i}${field}`, value)),
  ]);
  return [path, operations.flat()];
}

function recordsFile(zone: string): string {
  return `${HOME.account}/route53/list-resource-record-sets/${zone}.json`;
}

function readSnapshot(file: string) {
  return JSON.parse(readFileSync(join(SHOP_WORLD.snapshotFolder, file), 'utf8'));
}

/** A file with other words in it. */
function like(file: string, replaced: string, by: string, ...others: (readonly [string, string])[]): unknown {
  const text = readFileSync(join(SHOP_WORLD.snapshotFolder, file), 'utf8');
  return JSON.parse(
    [[replaced, by] as const, ...others].reduce((so, [from, to]) => so.replaceAll(from, to), text),
  );
}

function add(path: string, value: unknown): Operation {
  return { op: 'add', path, value };
}

function replace(path: string, value: unknown): Operation {
  return { op: 'replace', path, value };
}

function numbered<T>(count: number, each: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => each(i));
}
