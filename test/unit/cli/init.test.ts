import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { completedManifest, newManifest } from '../../../cli/init/manifest.ts';

const MIGRATION_FILE = 'lib/cutover.ts';
const WORKFLOW_FILE = '.github/workflows/cutover.yml';

const DEPLOY_ROLE_FILE = 'lib/deploy-role.ts';
const ADDED = [MIGRATION_FILE, DEPLOY_ROLE_FILE, WORKFLOW_FILE];

const NEEDED = {
  dependencies: { 'kops-cutover': '1.2.3', 'aws-cdk-lib': '^2.276.0' },
  devDependencies: { 'aws-cdk': '2.1148.1' },
};

describe('the package.json of a project', () => {
  it('has all that is needed, in the versions that were tested', () => {
    expect(JSON.parse(newManifest('shop', NEEDED))).toEqual({
      name: 'shop',
      version: '0.1.0',
      private: true,
      type: 'module',
      ...NEEDED,
    });
  });

  it('gets what is missing, and keeps what it says', () => {
    const before = {
      name: 'mine',
      scripts: { test: 'jest' },
      dependencies: { 'aws-cdk-lib': '2.200.0', left: '1' },
    };
    const { text, added } = completedManifest(JSON.stringify(before), NEEDED);
    expect(added).toEqual(['kops-cutover', 'aws-cdk']);
    expect(JSON.parse(text)).toEqual({
      ...before,
      dependencies: { 'aws-cdk-lib': '2.200.0', left: '1', 'kops-cutover': '1.2.3' },
      devDependencies: { 'aws-cdk': '2.1148.1' },
    });
  });

  it('is not written again when nothing is missing, whichever kind of dependency has it', () => {
    const text = `{"peerDependencies":{"aws-cdk-lib":"*"},"devDependencies":{"kops-cutover":"file:x.tgz","aws-cdk":"2.1"}}`;
    expect(completedManifest(text, NEEDED)).toEqual({ text, added: [] });
  });
});

describe('init', () => {
  let folder: string;
  // What the package says of itself is in the package alone.
  const init = async (overwrites = false) => {
    const { init: run } = await import('../../../cli/init/init.ts');
    return run(folder, overwrites);
  };
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'init-'));
    jest.doMock('../../../cli/about.ts', () => ({
      ABOUT: {
        name: 'kops-cutover',
        version: '1.2.3',
        description: '',
        peerDependencies: { 'aws-cdk-lib': '^2.276.0', constructs: '^10.8.1' },
        devDependencies: { 'aws-cdk': '2.1148.1' },
      },
    }));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('makes a project of an empty folder', async () => {
    const lines = await init();
    expect(readdirSync(folder).sort()).toEqual([
      '.github',
      '.gitignore',
      'bin',
      'cdk.json',
      'lib',
      'package.json',
      'tsconfig.json',
    ]);
    expect(JSON.parse(read('package.json')).devDependencies).toEqual({
      'kops-cutover-rehearsal': '1.2.3',
      'aws-cdk': '2.1148.1',
    });
    expect(lines).toContain('wrote    lib/cutover.ts');
  });

  it('keeps what exists, and replaces it when asked to', async () => {
    mkdirSync(join(folder, 'lib'));
    writeFileSync(join(folder, 'lib/cutover.ts'), 'mine');
    writeFileSync(join(folder, '.gitignore'), 'mine');
    mkdirSync(join(folder, '.github/workflows'), { recursive: true });
    writeFileSync(join(folder, WORKFLOW_FILE), 'mine');
    expect(await init()).toContain('kept     lib/cutover.ts: it exists; --overwrite replaces it');
    expect([MIGRATION_FILE, WORKFLOW_FILE, '.gitignore'].map(read)).toEqual(['mine', 'mine', 'mine']);
    expect(await init(true)).toContain('wrote    lib/cutover.ts');
    expect(read('lib/cutover.ts')).toContain('new CutoverStack(');
    expect(read(WORKFLOW_FILE)).toContain('npx kops-cutover plan');
  });

  it('adds to a CDK project its migration alone, and says how the app gets it', async () => {
    writeFileSync(join(folder, 'cdk.json'), '{"app":"npx tsx bin/mine.ts"}');
    writeFileSync(
      join(folder, 'package.json'),
      '{"dependencies":{"aws-cdk-lib":"^2.275.0","constructs":"^10.5.0"}}',
    );
    const lines = await init();
    expect(lines[0]).toBe('added to package.json: kops-cutover, kops-cutover-rehearsal');
    expect(lines).toContain('  addCutover(app);');
    expect(readdirSync(folder).sort()).toEqual(['.github', 'cdk.json', 'lib', 'package.json']);
  });

  it.each([
    ['git@github.com:acme/web.shop.git', 'acme/web.shop'],
    ['https://github.com/acme/shop', 'acme/shop'],
    ['https://git.example.com/acme/shop.git', 'example/shop'],
  ])('names the repository of %s', async (url, repository) => {
    const git = (...args: string[]) => execFileSync('git', args, { cwd: folder });
    git('init', '--quiet');
    git('remote', 'add', 'origin', url);
    await init();
    expect(read(DEPLOY_ROLE_FILE)).toContain(`{ repository: '${repository}' }`);
  });

  it('is the same a second time', async () => {
    await init();
    const lines = await init();
    expect(lines.slice(0, 8)).toEqual([
      'kept     package.json: nothing was to be added',
      ...[...ADDED, 'bin/app.ts', 'cdk.json', 'tsconfig.json', '.gitignore'].map(
        (file) => `kept     ${file}: it exists; --overwrite replaces it`,
      ),
    ]);
    expect(lines).not.toContain('  addCutover(app);');
  });

  it('writes nothing where package.json is not JSON', async () => {
    writeFileSync(join(folder, 'package.json'), '{');
    await expect(init()).rejects.toThrow(/^package.json is not JSON: .*Nothing was written\.$/);
    expect(readdirSync(folder)).toEqual(['package.json']);
  });
});
