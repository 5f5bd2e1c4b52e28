import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import manifest from '../../../package.json' with { type: 'json' };
import { describeInit } from './init.suite.ts';
import {
  compilers,
  emptyProject,
  madePackages,
  type Packages,
  type Project,
  pinned,
  REPOSITORY,
} from './project.ts';

const AUTHORITY = readFileSync(join(REPOSITORY, 'bin/shop-masters-ca.crt'), 'utf8');

/** The same app: of a user, who imports the package, and of the repository, which imports its sources. */
const app = (constructs: string) => `
import { App, Duration } from 'aws-cdk-lib';
import { CutoverStack, MastersStack, type MastersConfig, type MigrationConfig } from '${constructs}';

const env = { account: '111122223333', region: 'us-west-1' };
const notify = { emails: ['oncall@example.com'] };
const migration: MigrationConfig = {
  name: 'mine',
  zones: [{ id: 'Z0123456789ABCDEFGHIJ', name: 'example.com', records: ['www.example.com'] }],
  target: { loadBalancer: 'k8s-ingress-9876543210.us-west-1.elb.amazonaws.com' },
  alarms: ['cluster-5xx'],
  ttl: Duration.seconds(30),
  notify,
};
const masters: MastersConfig = {
  cluster: 'k8s.example.com',
  api: {
    certificateAuthority: \`${AUTHORITY}\`,
    tokenSecret: 'arn:aws:secretsmanager:us-west-1:111122223333:secret:k8s.example.com/readyz',
  },
  clusterNetwork: {
    vpcId: 'vpc-0123456789abcdef0',
    subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1', 'subnet-0123456789abcdef2'],
    securityGroupIds: ['sg-0123456789abcdef0'],
  },
  notify,
};
const app = new App({ outdir: process.argv[2] });
new CutoverStack(app, 'Mine', { env, migration });
new MastersStack(app, 'Masters', { env, masters });
app.synth();
`;

const whenPackaged = process.env.PACKAGED ? describe : describe.skip;

whenPackaged('the package, installed where nothing else is', () => {
  let project: Project;
  let packages: Packages;

  beforeAll(() => {
    packages = madePackages();
    project = emptyProject();
    project.write('package.json', '{ "type": "module", "private": true }');
    const beside = ['aws-cdk-lib', 'constructs', '@types/node'].map(pinned);
    project.install(packages.constructs, ...beside);
  }, 300_000);
  afterAll(() => project?.remove());

  it('brings no other packages', () => {
    const packages = readdirSync(join(project.folder, 'node_modules')).filter(
      (name) => !name.startsWith('.'),
    );
    expect(packages).toEqual([
      '@aws-cdk',
      '@types',
      'aws-cdk-lib',
      'constructs',
      'kops-cutover',
      'undici-types',
    ]);
  });

  it('has the command, which plans what an app of the project would do', () => {
    project.write('bin/app.ts', app('kops-cutover'));
    expect(project.run('npx', 'kops-cutover', '--version').trim()).toBe(manifest.version);
    expect(project.run('npx', 'kops-cutover', '--help')).toMatch(
      /^ {2}status .*^ {2}masters .*^ {2}promote .*^ {2}extend .*^ {2}abort .*^ {2}rollback /ms,
    );
    expect(() => project.run('npx', 'kops-cutover', 'status', '--region', 'nowhere 1')).toThrow(
      'The region is not known.',
    );
    expect(() => project.run('npx', 'kops-cutover', 'plan', '--app', 'node bin/app.ts')).toThrow(
      `The project has no CDK command. Install it: npm install --save-dev aws-cdk`,
    );
    project.install('--save-dev', pinned('aws-cdk'));
    const plan = project.run('npx', 'kops-cutover', 'plan', '--app', 'node bin/app.ts');
    expect(plan).toContain('ShiftWeight: 100 % on the cluster');
  });

  const linted = (linter: string, ...options: readonly string[]): string =>
    project.run(join(REPOSITORY, 'node_modules/.bin', linter), ...options, packages.constructs);

  it('is a package as publint wants it', () => {
    expect(linted('publint', 'run', '--strict')).toContain('All good!');
  });

  it('has types that each way to import it finds', () => {
    expect(linted('attw', '--no-emoji')).toContain('No problems found');
  });

  it.each(Object.entries(compilers()))('has types for TypeScript %s', (_major, tsc) => {
    const wrong =
      '// @ts-expect-error a name is a text\nexport const wrong: MigrationConfig = { ...migration, name: 1 };';
    project.write('bin/typed.ts', `${app('kops-cutover')}${wrong}\n`);
    const options = ['--strict', '--module', 'nodenext', '--target', 'es2024', '--noEmit', '--types', 'node'];
    expect(project.run(process.execPath, tsc, ...options, 'bin/typed.ts')).toBe('');
  });

  it('says how to get the package that rehearses', () => {
    expect(() => project.run('npx', 'kops-cutover', 'rehearse', '--app', 'node bin/app.ts')).toThrow(
      'kops-cutover-rehearsal is not installed. Install it: npm install --save-dev kops-cutover-rehearsal@',
    );
  });

  it.each(['plan', 'snapshot'])('says in %s that cdk.json is not JSON', (command) => {
    project.write('cdk.json', '{ "app": ');
    try {
      expect(() => project.run('npx', 'kops-cutover', command)).toThrow(
        new RegExp(
          `ended with 1:\\n.*/cdk\\.json is not JSON: .*\\. Correct it, or say how the app is started: --app "node bin/app\\.ts"\\nSee: npx kops-cutover ${command} --help\\n$`,
        ),
      );
    } finally {
      rmSync(join(project.folder, 'cdk.json'));
    }
  });

  it('refuses an app that has another copy of the CDK', () => {
    const own = join(project.folder, 'node_modules/aws-cdk-lib');
    const other = join(project.folder, 'node_modules/kops-cutover/node_modules/aws-cdk-lib');
    mkdirSync(dirname(other));
    // Hard links: the same files at another path are another copy.
    execFileSync('cp', ['-al', own, other]);
    try {
      expect(() => project.run('npx', 'kops-cutover', 'plan', '--app', 'node bin/app.ts')).toThrow(
        `ended with 1:
The configuration of the app has 1 problem; nothing was synthesized.

  aws-cdk-lib: two copies: ${realpathSync(own)} and ${realpathSync(other)}
    expected: one copy, that of the app: constructs of one don’t work with those of another
    write:    on the command line: npm dedupe. If two stay, npm ls aws-cdk-lib shows who wants which version
`,
      );
    } finally {
      rmSync(dirname(other), { recursive: true });
    }
  });

  describeInit(() => packages);

  it('synthesizes what the repository does, byte by byte, the code of all functions included', () => {
    const theirs = join(project.folder, 'theirs');
    project.write('bin/app.ts', app('kops-cutover'));
    project.run('node', 'bin/app.ts', theirs);
    const ours = join(project.folder, 'ours');
    // The CDK is the one beside the importing file, so this app lies in the repository.
    const beside = join(REPOSITORY, 'dist/app.ts');
    writeFileSync(beside, app('../lib/index.ts'));
    project.run('node', beside, ours);
    rmSync(beside);
    const names = readdirSync(ours).sort();
    expect(readdirSync(theirs).sort()).toEqual(names);
    const templates = names.filter((name) => name.endsWith('.template.json'));
    expect(templates).toEqual(['Masters.template.json', 'Mine.template.json']);
    for (const name of templates)
      expect(readFileSync(join(theirs, name), 'utf8')).toBe(readFileSync(join(ours, name), 'utf8'));
    const assets = names.filter((name) => name.startsWith('asset.'));
    expect(assets.length).toBeGreaterThan(40);
    for (const name of assets) execFileSync('diff', ['-r', join(theirs, name), join(ours, name)]);
  });
});
