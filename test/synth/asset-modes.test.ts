import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { shop } from '../../bin/shop.ts';
import { shopMasters } from '../../bin/shop-masters.ts';
import { Masters } from '../../lib/masters/masters.ts';
import { Cutover } from '../../lib/migration/cutover.ts';
import { restage } from '../../lib/shared/functions/restage.ts';
import { ENV, emptyFunctions, newApp, outputFolder } from './support/synthesize.ts';

/** Does something as a deployer whose new files get these modes at most. */
function under<T>(umask: number, act: () => T): T {
  const before = process.umask(umask);
  try {
    return act();
  } finally {
    process.umask(before);
  }
}

/** What a stack uploads: by the name of each asset, the modes of all that is in its folder, itself included. */
function modesOf(make: (stack: Stack) => void): ReadonlyMap<string, readonly string[]> {
  const app = newApp();
  const stack = new Stack(app, 'Own', { env: ENV });
  make(stack);
  const { directory } = app.synth();
  const { files } = JSON.parse(readFileSync(join(directory, 'Own.assets.json'), 'utf8'));
  const folders = Object.entries<{ source: { path: string; packaging: string } }>(files).filter(
    ([, { source }]) => source.packaging === 'zip',
  );
  return new Map(
    folders.map(([hash, { source }]) => {
      const folder = join(directory, source.path);
      return [hash, [modeOf(folder), ...readdirSync(folder).map((name) => modeOf(join(folder, name)))]];
    }),
  );
}

function modeOf(path: string): string {
  const found = statSync(path);
  return `${found.isDirectory() ? 'folder' : 'file'} ${(found.mode & 0o777).toString(8)}`;
}

/** The functions' sources in a project that keeps no bundles: each synth writes them itself. */
function newSources(): string {
  const sources = join(outputFolder(), 'lambdas');
  cpSync(emptyFunctions(), sources, { recursive: true });
  return sources;
}

describe.each([
  ['000', 0o000],
  ['022', 0o022],
  ['077', 0o077],
])('deployed under umask %s', (_text, umask) => {
  const assets = under(umask, () => {
    const functionSources = newSources();
    return modesOf((stack) => {
      new Cutover(stack, 'Migration', { migration: shop, functionSources });
      new Masters(stack, 'Masters', { masters: shopMasters, functionSources });
    });
  });

  it('every function can be read by whom Lambda runs it as', () => {
    // Functions that do nothing are one asset a product; CDK's own one is there under its name and under ours.
    expect(assets.size).toBe(4);
    expect([...new Set([...assets.values()].flat())].sort()).toEqual(['file 644', 'folder 755']);
  });
});

describe('a function of CDK’s own whose code was installed under umask 077', () => {
  const code = join(outputFolder(), 'framework');
  mkdirSync(code);
  writeFileSync(join(code, 'framework.js'), 'exports.onEvent = async () => {};\n');
  chmodSync(join(code, 'framework.js'), 0o600);
  const keyOf = (made: LambdaFunction): unknown =>
    made.stack.resolve(made.node.defaultChild && Reflect.get(made.node.defaultChild, 'code')).s3Key;
  const functionIn = (stack: Stack): LambdaFunction =>
    new LambdaFunction(stack, 'framework', {
      code: Code.fromAsset(code),
      handler: 'framework.onEvent',
      runtime: Runtime.NODEJS_24_X,
    });

  it('can be read, and is uploaded under another name than where it could not be', () => {
    const keys: unknown[] = [];
    const assets = modesOf((stack) => {
      const lambda = functionIn(stack);
      keys.push(keyOf(lambda));
      restage(lambda);
      keys.push(keyOf(lambda));
    });
    expect([...assets.values()]).toEqual([
      ['folder 755', 'file 644'],
      ['folder 755', 'file 644'],
    ]);
    expect([...assets.keys()].map((hash) => `${hash}.zip`).sort()).toEqual([...new Set(keys)].sort());
  });
});
