/** Whatever a configuration leaves out: it is planned and rehearsed, or refused in words that name the part. */
import { Duration } from 'aws-cdk-lib';
import fc from 'fast-check';
import { shop } from '../../../bin/shop.ts';
import type { MigrationConfig } from '../../../lib/migration/config/migration-config.ts';
import { type ResolvedMigration, resolveMigration } from '../../../lib/migration/config/resolve-migration.ts';
import { ConfigError } from '../../../lib/shared/config/config-error.ts';
import { assessAlone } from '../../../plan/assess/assess.ts';
import { migrationPlan } from '../../../plan/make-plan.ts';
import { type MigrationPlan, PLAN_SCHEMA, type PlanDocument } from '../../../plan/plan-document.ts';
import { asMarkdown, asText } from '../../../plan/report/print.ts';
import { sectionsOf } from '../../../plan/report/sections.ts';
import { AppRefused } from '../../../rehearsal/app/choose.ts';
import type { SynthesisedMigration } from '../../../rehearsal/app/migration/migrations.ts';
import { START } from '../../../rehearsal/estate/home.ts';
import { rehearsedEstate } from '../../../rehearsal/products/migration/rehearsed-estate.ts';
import type { ForeseenEstate, Foresees } from '../../../rehearsal/scenarios/migration/foresight.ts';
import { MIGRATION_SCENARIOS } from '../../../rehearsal/scenarios/migration/index.ts';
import { Missing, playableOn } from '../../../rehearsal/scenarios/scenario.ts';
import { SHOP_WORLD } from '../../../rehearsal/shop/shop.ts';
import { SnapshotRefused } from '../../../rehearsal/snapshot/problem.ts';
import type { Snapshot } from '../../../rehearsal/snapshot/snapshot.ts';
import { subjectOf } from '../../../rehearsal/trials/migration/subject-of.ts';
import { STEADY } from '../../../rehearsal/world/load-balancer.ts';
import { WorldFolder } from '../../../rehearsal/worlds/world-folder.ts';
import { ALL_CASES, cases, casesOf } from '../../support/cases.ts';
import { HOME } from '../../support/shop.ts';
import { shopSnapshot } from '../../support/shop-snapshot.ts';
import { fullest } from '../../unit/lib/migration/config/configurations.ts';

const NOW = Date.parse('2027-03-01T00:00:00Z');
const KEY = 'arn:aws:kms:us-west-1:111122223333:key/5c0ffee0-1234-4abc-8def-0123456789ab';

/** The shop's, in whose accounts everything is there, with everything else that may be said. */
const EVERYTHING: MigrationConfig = richest();

function richest(): MigrationConfig {
  const more = fullest();
  const { zones, workloads, databases = [], ingress } = shop;
  const [first, ...others] = zones;
  if (!first || !workloads) throw new Error('The shop has zones and workloads.');
  return {
    ...more,
    ...shop,
    zones: [{ ...first, private: false }, ...others],
    target: {
      loadBalancer: 'k8s-ingress-9876543210.us-west-1.elb.amazonaws.com',
      hostedZoneId: 'Z368ELLRRE2KJ0',
      family: 'application-or-classic',
      evaluateTargetHealth: false,
    },
    alarms: ['shop-cluster-latency', { alarm: 'shop-cluster-5xx', allowInsufficientData: true }],
    steps: [
      { percent: 5, soak: Duration.hours(1) },
      { percent: 50, soak: Duration.hours(2), approval: true },
      { percent: 100, soak: Duration.days(1), approval: false },
    ],
    compare: {
      falseAlarms: 2,
      errorRate: { toleratedPoints: 0.2, toleratedPercent: 50, mostOnLegacy: 4 },
      latency: false,
    },
    keys: [KEY, { key: 'alias/volumes', usedBy: ['ec2'], roles: ['arn:aws:iam::111122223333:role/masters'] }],
    databases: [...databases, ...(more.databases ?? []).slice(1)],
    ingress: {
      ...more.ingress,
      ...ingress,
      names: ['www.shop.test', '*.apps.shop.test'],
      paths: [
        { path: '/', scheme: 'http' },
        { path: '/login', names: ['www.shop.test'], headers: ['cache-control'], contains: 'Sign in' },
      ],
    },
    stateBucket: { name: 'kops-state-shop', create: true, fix: true },
    cluster: {
      name: 'k8s.shop.test',
      stateStore: 's3://kops-state-shop',
      backupStore: 's3://kops-state-shop/backups',
    },
    workloads: {
      ...more.workloads,
      ...workloads,
      api: { ...workloads.api, tokenSecretKey: KEY, serverName: 'api.k8s.shop.test' },
    },
    notify: { emails: ['oncall@shop.test'], topic: 'arn:aws:sns:us-west-1:111122223333:ops' },
  } as MigrationConfig;
}

type Key = string | number;
type Part = readonly Key[];

/** Everything that may be left out, and what must be there, down to each item of a list. */
function partsOf(value: unknown, at: Part = []): readonly Part[] {
  const within: readonly (readonly [Key, unknown])[] = Array.isArray(value)
    ? value.map((item, i) => [i, item] as const)
    : isPlain(value)
      ? Object.entries(value)
      : [];
  return within.flatMap(([key, each]) => [[...at, key], ...partsOf(each, [...at, key])]);
}

/** Not what the CDK makes. */
function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** Later items of a list first, so that the others stay where they are. */
function leavingOut(from: MigrationConfig, parts: readonly Part[]): MigrationConfig {
  const lastFirst = parts.toSorted((a, b) => Number(b.at(-1)) - Number(a.at(-1)) || b.length - a.length);
  return lastFirst.reduce<unknown>((config, part) => without(config, part), from) as MigrationConfig;
}

function without(value: unknown, [key, ...rest]: Part): unknown {
  if (Array.isArray(value)) {
    const i = Number(key);
    if (i >= value.length) return value;
    return rest.length === 0 ? value.toSpliced(i, 1) : value.with(i, without(value[i], rest));
  }
  if (key === undefined || !isPlain(value) || !(key in value)) return value;
  const { [key]: part, ...others } = value;
  return rest.length === 0 ? others : { ...value, [key]: without(part, rest) };
}

/** What nobody writes who writes for people. */
const SLIPS = /undefined|\bNaN\b|\[object |\bnull\b|\bInvalid Date\b/;

function readable(text: string): void {
  const slip = SLIPS.exec(text);
  if (slip)
    throw new Error(`People would read: …${text.slice(Math.max(0, slip.index - 200), slip.index + 100)}…`);
}

/** By which a problem may name a part: where it was, or what others still name of it. */
function wordsOf(part: Part): readonly string[] {
  const keys = part.filter((key) => typeof key === 'string');
  const value = part.reduce<unknown>((within, key) => Object(within)[key], EVERYTHING);
  return [...keys.slice(-2), ...textsIn(value)];
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) || isPlain(value) ? Object.values(value).flatMap(textsIn) : [];
}

/** Undefined if it is refused, in words that name what is missing. */
function resolved(config: MigrationConfig, parts: readonly Part[]): ResolvedMigration | undefined {
  try {
    const made = resolveMigration(config, HOME, NOW);
    for (const { path, message } of made.warnings) readable(`${path} ${message}`);
    return made;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    readable(error.message);
    const words = parts.flatMap(wordsOf);
    for (const { path, value, expected, fix } of error.problems) {
      const told = [path, value, expected, fix].join(' ');
      if (!words.some((word) => told.includes(word))) throw new Error(`It names none of ${words}: ${told}`);
    }
    return undefined;
  }
}

/** As the shop's world, of which a snapshot was read. */
class ReadWorld extends WorldFolder {
  readonly #snapshot: Snapshot;
  constructor(folder: string, snapshot: Snapshot) {
    super(folder);
    this.#snapshot = snapshot;
  }
  override snapshot(): Promise<Snapshot> {
    return Promise.resolve(this.#snapshot);
  }
}

const snapshot = shopSnapshot();

interface Ground {
  readonly config: MigrationConfig;
  readonly world: WorldFolder;
}

const SHOP: Ground = { config: EVERYTHING, world: new ReadWorld(SHOP_WORLD.snapshotFolder, snapshot) };

/** Without what can't be made up. */
const MADE_UP: Ground = {
  config: leavingOut(EVERYTHING, [
    ['zones', 1],
    ['ingress'],
    ...['keys', 'databases', 'databaseAuthorities', 'credentials', 'cluster', 'workloads'].map((key) => [
      key,
    ]),
    ...['stateBucket', 'legacyNetwork', 'clusterNetwork', 'acceptances'].map((key) => [key]),
  ]),
  world: new WorldFolder(undefined),
};

/** All alarms fire at once: what they would make of it is no matter of what is left out. */
const firing =
  (always: readonly string[]): Foresees =>
  () => ({ health: STEADY, always, sometimes: [], together: 1, fired: 1, of: 1, latestSeconds: 60 });

/** Which scenarios are played, and why others are not. */
function castAll(estate: ForeseenEstate): void {
  for (const scenario of MIGRATION_SCENARIOS) {
    const playable = playableOn(scenario, estate);
    readable(playable instanceof Missing ? playable.what : playable.about);
  }
}

async function rehearse({ settings }: ResolvedMigration, world: WorldFolder): Promise<void> {
  const stack = { name: 'Shop', template: { Resources: {} }, folder: '', app: [] };
  const migration = { stack, settings, scope: 'Shop/Default' } as unknown as SynthesisedMigration;
  const { estate, behaviour, notes, lacks = '' } = await rehearsedEstate(migration, world, []);
  readable([...notes, lacks].join('\n'));
  const { notEvaluated } = subjectOf(estate, behaviour, 1, START);
  readable([...notEvaluated.values()].map(({ why }) => why).join('\n'));
  castAll({ ...estate, telling: [], foresees: firing(settings.alarms.map(({ name }) => name)) });
}

/** @returns whether it can be rehearsed; if not, it is refused in words */
async function isRehearsed(made: ResolvedMigration, world: WorldFolder): Promise<boolean> {
  try {
    await rehearse(made, world);
    return true;
  } catch (error) {
    if (!(error instanceof AppRefused || error instanceof SnapshotRefused)) throw error;
    readable(error.message);
    return false;
  }
}

const deployed = { emails: ['oncall@shop.test'], topic: '', repeated: '', logDays: 365 };

function print(plan: MigrationPlan, folder: string): void {
  const document: PlanDocument = {
    schema: PLAN_SCHEMA,
    plannedAt: new Date(NOW).toISOString(),
    snapshot: folder,
    migrations: [plan],
    overlaps: [],
  };
  const sections = sectionsOf(document, undefined);
  readable(asText(sections));
  readable(asMarkdown(sections));
}

function planAlone({ settings }: ResolvedMigration): void {
  print({ stack: 'Shop', settings, deployed, ...assessAlone(settings, NOW) }, '');
}

async function planOnSnapshot({ settings }: ResolvedMigration): Promise<void> {
  print(await migrationPlan({ stack: 'Shop', settings, deployed }, snapshot, NOW), 'snapshot');
}

const meant = new Set<string>();
/** A plan on the snapshot costs ten times all else, so `npm test` makes only some, each without a whole field. */
const SOME: readonly Part[] = casesOf(partsOf(SHOP.config).filter((part) => part.length === 1));
const isOnSnapshot = (parts: readonly Part[]) =>
  ALL_CASES || parts.every((part) => SOME.some((each) => each.join() === part.join()));
/** Whole fields, and of what is within them some: it takes a second for each hundred. */
const tried = (parts: readonly Part[]) =>
  new Set([...parts.filter((part) => part.length === 1), ...casesOf(parts)]);

/** @returns whether it is played; undefined if it is refused before, or means what another one means */
async function use({ config, world }: Ground, ...parts: readonly Part[]): Promise<boolean | undefined> {
  const made = resolved(leavingOut(config, parts), parts);
  if (!made) return undefined;
  const meaning = JSON.stringify([world.isEmpty, made.settings]);
  if (meant.has(meaning)) return undefined;
  meant.add(meaning);
  planAlone(made);
  if (!world.isEmpty && isOnSnapshot(parts)) await planOnSnapshot(made);
  return await isRehearsed(made, world);
}

describe.each([
  ["in the shop's accounts", SHOP],
  ['in accounts that are made up', MADE_UP],
])('a configuration with everything %s', (_where, ground) => {
  const parts = partsOf(ground.config);

  it('is rehearsed', async () => {
    expect(await use(ground)).toBe(true);
  });

  it('is without each of its parts, or refused in words that name it', async () => {
    const wrong: string[] = [];
    for (const part of tried(parts))
      await use(ground, part).catch((error: Error) => wrong.push(`${part.join('.')}: ${error.stack}`));
    expect(wrong).toEqual([]);
  }, 120_000);

  it('is without any two of them, or refused', async () => {
    const part = fc.constantFrom(...parts);
    await fc.assert(
      fc.asyncProperty(part, part, async (one, other) => void (await use(ground, one, other))),
      { numRuns: cases(100) },
    );
  }, 120_000);
});
