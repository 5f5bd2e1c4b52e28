import type { App } from 'aws-cdk-lib';
import { shop } from '../../bin/shop.ts';
import { shopMasters } from '../../bin/shop-masters.ts';
import { MastersStack } from '../../lib/masters/masters-stack.ts';
import { CutoverStack } from '../../lib/migration/cutover-stack.ts';
import { hashesIn } from './support/files.ts';
import { keptSynth } from './support/kept-synth.ts';
import {
  mastersStack,
  migrationStack,
  newApp,
  outputFolder,
  synthesize,
  synthesizeMasters,
} from './support/synthesize.ts';

/** What a synth writes of both products, all there is but who called it. */
function files(): Readonly<Record<string, string>> {
  const outdir = outputFolder();
  const app = newApp({ outdir, treeMetadata: true });
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    migrationStack(app, shop, { id: 'Shop' });
    mastersStack(app, shopMasters, { id: 'ShopMasters' });
    app.synth();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  return hashesIn(outdir);
}

/** The names that a deployment gives, each with what it names. */
const namesIn = (app: App): string[] =>
  app.synth().stacks.flatMap(({ template }) =>
    Object.values<{ Properties?: Record<string, unknown> }>(template.Resources).flatMap(
      ({ Properties = {} }) =>
        ['FunctionName', 'StateMachineName', 'LogGroupName', 'AlarmName'].flatMap((key) => {
          const name = Properties[key];
          return typeof name === 'string' ? [`${key} ${name}`] : [];
        }),
    ),
  );

function namesOfTwoMigrations(): string[] {
  const app = newApp();
  migrationStack(app, shop, { id: 'One' });
  migrationStack(app, { ...shop, name: 'shop-eu' }, { id: 'Two' });
  return namesIn(app);
}

function namesOfThree(): string[] {
  const app = newApp();
  migrationStack(app);
  mastersStack(app, shopMasters, { id: 'One' });
  mastersStack(app, { ...shopMasters, name: 'eu-masters', cluster: 'eu.shop.test' }, { id: 'Two' });
  return namesIn(app);
}

function warningsOfManyNames(): string[] {
  const app = newApp();
  const records = Array.from(
    { length: 400 },
    (_, index) => `tenant-${String(index).padStart(4, '0')}.apps.shop.test`,
  );
  const { artifactId } = migrationStack(app, {
    ...shop,
    zones: [{ id: 'Z0SHOPEXAMPLE1', name: 'shop.test', records }],
    ingress: { names: records.slice(0, 1) },
  });
  return app
    .synth()
    .getStackArtifact(artifactId)
    .messages.map(({ entry }) => String(entry.data));
}

const kept = keptSynth(import.meta.filename, () => ({
  files: files(),
  twoMigrations: namesOfTwoMigrations(),
  three: namesOfThree(),
  warnings: warningsOfManyNames(),
}));

describe('the stacks of a migration and of masters', () => {
  it('are the same, file by file, whenever they are synthesized', () => {
    const first = kept('files');
    expect(Object.keys(first)).toEqual(
      expect.arrayContaining(['Shop.template.json', 'ShopMasters.template.json']),
    );
    expect(files()).toEqual(first);
  });

  it.each([
    ['a migration', () => synthesize({ ...shop, steps: [] }), "migration 'shop'"],
    ['masters', () => synthesizeMasters({ ...shopMasters, cluster: 'K8S' }), "the masters of 'K8S'"],
  ])('refuse a configuration of %s that is wrong, before they make anything', (_what, make, subject) => {
    expect(make).toThrow(new RegExp(`^The configuration of ${subject} has 1 problem`));
  });

  it.each([
    ['a migration', CutoverStack],
    ['masters', MastersStack],
  ])('refuse to be %s without properties, as JavaScript allows', (subject, Stack) => {
    expect(() => Reflect.construct(Stack, [newApp(), 'Stack'])).toThrow(
      new RegExp(
        `^The configuration of ${subject} has 2 problems.* env: left out.* the configuration: left out`,
        's',
      ),
    );
  });

  it('say which names they had to widen', () => {
    expect(kept('warnings')).toEqual([
      expect.stringMatching(
        /^zones: \d+ record names don't fit .* every name like 'tenant-0\d*\*\.apps\.shop\.test'/,
      ),
    ]);
  });
});

describe('in one app', () => {
  it('two migrations stand beside each other', () => {
    const names = kept('twoMigrations').map((name) => name.replace(/^\w+ /, ''));
    expect(new Set(names).size).toBe(names.length);
  });

  it('a migration and the masters of two clusters stand beside each other', () => {
    const names = kept('three');
    expect(names.length).toBeGreaterThan(100);
    expect(new Set(names).size).toBe(names.length);
  });
});
