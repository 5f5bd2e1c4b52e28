import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { shop } from '../../bin/shop.ts';
import { shopMasters } from '../../bin/shop-masters.ts';
import { restage } from '../../lib/shared/functions/restage.ts';
import { type Cdk, keptSynth } from './support/kept-synth.ts';

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
type Modes = Readonly<Record<string, readonly string[]>>;

function modesOf({ ENV, newApp }: Cdk, make: (stack: Stack) => void): Modes {
  const app = newApp();
  const stack = new Stack(app, 'Own', { env: ENV });
  make(stack);
  const { directory } = app.synth();
  const { files } = JSON.parse(readFileSync(join(directory, 'Own.assets.json'), 'utf8'));
  const folders = Object.entries<{ source: { path: string; packaging: string } }>(files).filter(
    ([, { source }]) => source.packaging === 'zip',
  );
  return Object.fromEntries(
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
function newSources({ emptyFunctions, outputFolder }: Cdk): string {
  const sources = join(outputFolder(), 'lambdas');
  cpSync(emptyFunctions(), sources, { recursive: true });
  return sources;
}

function productsUnder(cdk: Cdk, umask: number): Modes {
  return under(umask, () => {
    const sources = newSources(cdk);
    return modesOf(cdk, (stack) => {
      cdk.migrationIn(stack, 'Migration', shop, sources);
      cdk.mastersIn(stack, 'Masters', shopMasters, sources);
    });
  });
}

/** A function of CDK's own whose code was installed under umask 077, and its keys before and after. */
function restaged(cdk: Cdk): { readonly keys: readonly string[]; readonly modes: Modes } {
  const code = join(cdk.outputFolder(), 'framework');
  mkdirSync(code);
  writeFileSync(join(code, 'framework.js'), 'exports.onEvent = async () => {};\n');
  chmodSync(join(code, 'framework.js'), 0o600);
  const keyOf = (made: LambdaFunction): string =>
    made.stack.resolve(made.node.defaultChild && Reflect.get(made.node.defaultChild, 'code')).s3Key;
  const keys: string[] = [];
  const modes = modesOf(cdk, (stack) => {
    const lambda = new LambdaFunction(stack, 'framework', {
      code: Code.fromAsset(code),
      handler: 'framework.onEvent',
      runtime: Runtime.NODEJS_24_X,
    });
    keys.push(keyOf(lambda));
    restage(lambda);
    keys.push(keyOf(lambda));
  });
  return { keys, modes };
}

const kept = keptSynth(import.meta.filename, (cdk) => ({
  '000': productsUnder(cdk, 0o000),
  '022': productsUnder(cdk, 0o022),
  '077': productsUnder(cdk, 0o077),
  restaged: restaged(cdk),
}));

describe.each(['000', '022', '077'] as const)('deployed under umask %s', (umask) => {
  it('every function can be read by whom Lambda runs it as', () => {
    const assets = Object.values(kept(umask));
    // Functions that do nothing are one asset a product; CDK's own one is there under its name and under ours.
    expect(assets).toHaveLength(4);
    expect([...new Set(assets.flat())].sort()).toEqual(['file 644', 'folder 755']);
  });
});

describe('a function of CDK’s own whose code was installed under umask 077', () => {
  it('can be read, and is uploaded under another name than where it could not be', () => {
    const { keys, modes } = kept('restaged');
    expect(Object.values(modes)).toEqual([
      ['folder 755', 'file 644'],
      ['folder 755', 'file 644'],
    ]);
    expect(
      Object.keys(modes)
        .map((hash) => `${hash}.zip`)
        .sort(),
    ).toEqual([...new Set(keys)].sort());
  });
});
