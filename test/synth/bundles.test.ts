import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { MASTERS_FUNCTIONS } from '../../lambdas/masters/contract/states.ts';
import { FUNCTION_STATES } from '../../lambdas/migration/contract/states.ts';
import { MASTERS_CATALOG } from '../../lib/masters/functions/catalog.ts';
import { CATALOG } from '../../lib/migration/functions/catalog.ts';
import { bundleFunctions, bundleOptions, handlersIn } from '../../lib/shared/functions/bundle.ts';
import { bundledOutputs, LAMBDAS } from '../support/bundled.ts';
import { loadedBundles } from '../support/loaded-bundles.ts';
import { functionStatements } from './support/policies.ts';
import { checkedShopTemplate, shopMastersTemplate } from './support/shop-templates.ts';

const STATES = [...FUNCTION_STATES, ...MASTERS_FUNCTIONS];
type State = (typeof STATES)[number];
const outputs = bundledOutputs();
const bundles = bundleFunctions(LAMBDAS, STATES);
const loaded = loadedBundles(bundles);

/** The source files of which something is in a function's `index.js`, relative to `lambdas/`. */
function sourcesOfIndex(state: State): string[] {
  return sourcesOfFile(`${state}.js`);
}

/** The same of all its files. */
function sourcesOf(state: State): string[] {
  return [`${state}.js`, ...Object.keys(bundles[state].apart)].flatMap(sourcesOfFile);
}

function sourcesOfFile(file: string): string[] {
  const output = outputs[`out/${file}`];
  if (!output) throw new Error(`No bundle ${file}`);
  return Object.entries(output.inputs)
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => path);
}

describe('the bundles', () => {
  it('are those of all functions', () => {
    expect(Object.keys(bundles).sort()).toEqual([...STATES].sort());
  });

  it('are the same whenever they are built', () => {
    const states = ['RestoreLegacy', 'VerifyMaster'] as const;
    const entryPoints = states.map((state) => ({ in: handlersIn(LAMBDAS).get(state) ?? '', out: state }));
    const { outputFiles } = buildSync({ ...bundleOptions(LAMBDAS), entryPoints });
    expect(
      outputFiles.map(({ text }) => states.find((state) => text === bundles[state].index.text())),
    ).toEqual(states);
  });

  it('say nothing of the machine that they were built on', () => {
    for (const state of STATES) {
      const { index, apart } = bundles[state];
      for (const file of [index, ...Object.values(apart)]) expect(file.text()).not.toContain(LAMBDAS);
    }
  });

  it('load with what lies beside them and export a handler', () => {
    expect(loaded.handlers).toEqual(Object.fromEntries(STATES.map((state) => [state, 'function'])));
  });

  it.each(STATES)('%s contains nothing of the stack, the rehearsal or the tests', (state) => {
    const foreign = sourcesOf(state).filter((path) =>
      /(^|\/)(lib|bin|test|rehearsal|bench|scripts)\//.test(path.replace(/^.*node_modules\/.*/, '')),
    );
    expect(foreign).toEqual([]);
  });

  it.each(STATES)('%s contains no package that is for development', (state) => {
    const { devDependencies } = JSON.parse(readFileSync(join(LAMBDAS, '../package.json'), 'utf8'));
    const packages = sourcesOf(state).flatMap(
      (path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [],
    );
    expect(Object.keys(devDependencies)).toEqual(expect.arrayContaining(['jest', 'fast-check']));
    expect(packages.filter((name) => name in devDependencies)).toEqual([]);
  });

  it.each(STATES)('%s contains no credentials provider that Lambda never uses', (state) => {
    const providers = sourcesOf(state).flatMap((path) => /credential-provider-[a-z-]+/.exec(path) ?? []);
    for (const provider of providers)
      expect(['credential-provider-env', 'credential-provider-node']).toContain(provider);
  });

  it.each(STATES)('%s contains no event streams, which are in a file of their own', (state) => {
    expect(sourcesOfIndex(state).filter((path) => path.includes('/event-streams/'))).toEqual([]);
  });

  it('of the rollback loads no schema library', () => {
    expect(sourcesOf('RestoreLegacy').filter((path) => path.includes('/zod/'))).toEqual([]);
  });

  it('of the rollback loads S3’s client only when the copy is needed', () => {
    const ofS3 = (paths: readonly string[]) => paths.filter((path) => path.includes('/client-s3/'));
    expect(ofS3(sourcesOfIndex('RestoreLegacy'))).toEqual([]);
    expect(ofS3(sourcesOf('RestoreLegacy'))).not.toEqual([]);
  });

  it('of whoever keeps or reads the copy have it beside them, and no other', () => {
    const beside = STATES.filter((state) => 'before-image-copy.js' in bundles[state].apart);
    expect(beside).toEqual(['LowerTtl', 'StartWatch', 'ShiftWeight', 'RestoreLegacy', 'ConfirmLegacy']);
  });

  it('can load the copy', () => {
    expect(loaded.load).toBe('function');
  });

  describe('of a tree in which something is wrong', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kops-cutover-tree-'));
    beforeAll(() => {
      for (const path of ['migrate/lower-ttl', 'migrate/shift-weight', 'roll-back/shift-weight']) {
        mkdirSync(join(folder, path), { recursive: true });
        writeFileSync(join(folder, path, 'handler.ts'), 'export const handler = () => 1;\n');
      }
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    it('name every function that has no handler', () => {
      const missing = (): unknown => bundleFunctions(join(folder, 'migrate'), FUNCTION_STATES);
      expect(missing).toThrow(/AdoptRecords: no adopt-records\/handler\.ts.*RestoreLegacy: /s);
      expect(missing).not.toThrow(/LowerTtl|ShiftWeight/);
    });

    it('name a function that has two', () => {
      const two = ['migrate', 'roll-back'].map((machine) => join(folder, machine, 'shift-weight/handler.ts'));
      expect(() => handlersIn(folder)).toThrow(`ShiftWeight has two handlers: ${two.join(' and ')}`);
    });
  });
});

describe('what a function may do is what its code can ask for', () => {
  const SERVICES: Readonly<Record<string, string>> = {
    'route-53': 'route53',
    sfn: 'states',
    eventbridge: 'events',
    'auto-scaling': 'autoscaling',
    'secrets-manager': 'secretsmanager',
    'elastic-load-balancing': 'elasticloadbalancing',
    'elastic-load-balancing-v2': 'elasticloadbalancing',
  };
  /** Where IAM's actions are not the API's operation: of the same service, unless they name one. */
  const ACTIONS: Readonly<Record<string, readonly string[]>> = {
    'lambda:Invoke': ['lambda:InvokeFunction'],
    'dynamodb:TransactWriteItems': ['PutItem', 'DeleteItem', 'ConditionCheckItem', 'UpdateItem'],
    's3:HeadBucket': ['ListBucket'],
    's3:ListObjectsV2': ['ListBucket'],
    's3:GetBucketEncryption': ['GetEncryptionConfiguration'],
    's3:PutBucketEncryption': ['PutEncryptionConfiguration'],
    's3:GetBucketLifecycleConfiguration': ['GetLifecycleConfiguration'],
    's3:GetPublicAccessBlock': ['GetBucketPublicAccessBlock'],
    's3:PutPublicAccessBlock': ['PutBucketPublicAccessBlock'],
    'wafv2:GetWebACLForResource': [
      'GetWebACLForResource',
      'GetWebACL',
      'elasticloadbalancing:GetLoadBalancerWebACL',
    ],
  };
  /** What Lambda itself does with a function's role: its log and traces, its network, the events that it has failed with. */
  const LAMBDAS_OWN = /^(logs:|xray:|sqs:SendMessage$|ec2:(\w*NetworkInterfaces?|\w*PrivateIpAddresses)$)/;
  /** Of these services a function only names things. */
  const NO_OWN_RIGHTS: Partial<Record<State, string>> = { PageOperator: 'states' };
  /** What services do with a function's rights: Secrets Manager decrypts, EventBridge Scheduler is handed a role. */
  const USED_BY_SERVICES: Partial<Record<State, readonly string[]>> = {
    LogInToDatabases: ['kms:Decrypt'],
    StartWatch: ['iam:PassRole'],
  };
  /** In the SDK's clients themselves; used with settings that nobody makes. */
  const BUILT_IN = ['dynamodb:DescribeEndpoints', 's3:CreateSession'];

  const statements = new Map([
    ...functionStatements(checkedShopTemplate()),
    ...functionStatements(shopMastersTemplate()),
  ]);
  const catalog = { ...CATALOG, ...MASTERS_CATALOG };
  const isInside = (state: State): boolean =>
    catalog[state].inCluster === true || catalog[state].inEachPlace === true;
  const allowed = (state: State): string[] =>
    (statements.get(state) ?? statements.get(`${state}1`) ?? [])
      .flatMap(({ Effect, Action }) => (Effect === 'Allow' ? [...Action] : []))
      .filter((action) => !(USED_BY_SERVICES[state] ?? []).includes(action))
      .filter(
        (action) => !LAMBDAS_OWN.test(action) && !(action === 'ec2:DescribeSubnets' && isInside(state)),
      );
  const asked = (state: State): string[] =>
    sourcesOf(state).flatMap((path) => {
      const [, client = '', operation = ''] = /client-([^/]+)\/.*\/(\w+)Command\.js$/.exec(path) ?? [];
      if (!operation) return [];
      const service = SERVICES[client] ?? client;
      const call = `${service}:${operation}`;
      return BUILT_IN.includes(call)
        ? []
        : (ACTIONS[call] ?? [operation]).map((action) =>
            action.includes(':') ? action : `${service}:${action}`,
          );
    });
  const servicesIn = (actions: readonly string[]): string[] =>
    [...new Set(actions.map((action) => action.split(':')[0] ?? ''))].sort();

  it.each(STATES)('%s: no action that it has no call for', (state) => {
    expect(asked(state)).toEqual(expect.arrayContaining(allowed(state)));
  });

  it.each(STATES)('%s: every service that it calls, and no other', (state) => {
    const called = servicesIn(asked(state)).filter((service) => service !== NO_OWN_RIGHTS[state]);
    expect(servicesIn(allowed(state))).toEqual(called);
  });

  it.each(STATES)('%s: every variable that it reads, and no other', (state) => {
    const own = sourcesOf(state).filter((path) => !path.includes('node_modules'));
    const text = own.map((path) => readFileSync(join(LAMBDAS, path), 'utf8')).join('\n');
    const read = [...text.matchAll(/[eE]nvironmentValue\((?:MASTERS_)?ENV\.(\w+)\)/g)].map(([, key]) => key);
    expect([...new Set(read)].sort()).toEqual([...catalog[state].environment].sort());
  });

  it('is asked of every function', () => {
    expect(STATES).toContain('RestoreLegacy');
    expect(STATES.filter((state) => asked(state).length === 0)).toEqual([
      'ProbeDatabases',
      'VerifyRds',
      'JudgeHook',
    ]);
  });
});
