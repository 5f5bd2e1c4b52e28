import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import manifest from '../../../package.json' with { type: 'json' };
import { startEmulator } from '../../../rehearsal/emulator/emulator.ts';
import { bootstrap } from '../../../rehearsal/stage/bootstrap.ts';
import type { Github } from '../../fakes/github/github.ts';
import { runJob } from '../../support/workflow-job.ts';
import {
  ACCOUNT,
  clientOf,
  onMain,
  onPullRequest,
  PULL_REQUEST,
  REGION,
  stackOf,
  startGithub,
} from './as-on-github.ts';
import { compilers, emptyProject, madePackage, type Project, pinned, REPOSITORY } from './project.ts';

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
  let tarball: string;

  beforeAll(() => {
    tarball = madePackage();
    project = emptyProject();
    project.write('package.json', '{ "type": "module", "private": true }');
    const beside = ['aws-cdk-lib', 'constructs', '@types/node'].map(pinned);
    project.run('npm', 'install', '--no-audit', '--no-fund', '--silent', tarball, ...beside);
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
    project.run('npm', 'install', '--no-audit', '--no-fund', '--silent', '--save-dev', pinned('aws-cdk'));
    const plan = project.run('npx', 'kops-cutover', 'plan', '--app', 'node bin/app.ts');
    expect(plan).toContain('ShiftWeight: 100 % on the cluster');
  });

  const linted = (linter: string, ...options: readonly string[]): string =>
    project.run(join(REPOSITORY, 'node_modules/.bin', linter), ...options, tarball);

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

  describe('makes a project of an empty folder', () => {
    const workflow = () => join(fresh.folder, '.github/workflows/cutover.yml');
    const uploads: string[] = [];
    let fresh: Project;
    let github: Github;

    const commits = (message: string) => {
      const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
      fresh.run('git', 'add', '--all');
      fresh.run('git', ...who, 'commit', '--quiet', '--allow-empty', '--message', message);
    };
    const isMain = () => fresh.run('git', 'update-ref', 'refs/remotes/origin/main', 'HEAD');

    beforeAll(async () => {
      github = await startGithub();
      fresh = emptyProject();
      fresh.run('git', 'init', '--quiet', '--initial-branch', 'main');
      commits('begin');
      isMain();
      // Functions run on this Node, whichever the project has.
      const packages = [tarball, tarball.replace('kops-cutover-', 'kops-cutover-rehearsal-'), pinned('node')];
      fresh.run('npm', 'install', '--no-audit', '--no-fund', '--silent', ...packages);
      fresh.run('npx', 'kops-cutover', 'init');
      fresh.run('npm', 'install', '--no-audit', '--no-fund', '--silent');
      commits('move to kops');
    }, 300_000);
    afterAll(async () => {
      fresh?.remove();
      await github?.stop();
    });

    it('which has the right types', () => {
      expect(fresh.run('npx', 'tsc')).toBe('');
    });

    it('whose workflow plans a pull request in one comment, that it writes anew', async () => {
      const runner = onPullRequest(fresh, github, uploads);
      await runJob(workflow(), 'plan', runner);
      const [first] = github.commentsOn(PULL_REQUEST);
      expect(first?.body).toContain('ShiftWeight: 100 % on the cluster');
      expect(first?.body).not.toContain('origin/main');

      isMain();
      const file = join(fresh.folder, 'lib/cutover.ts');
      writeFileSync(file, readFileSync(file, 'utf8').replace('cluster-5xx', 'cluster-errors'));
      commits('another alarm');
      await runJob(workflow(), 'plan', { ...runner, done: ['npm ci'] });
      const [second, ...others] = github.commentsOn(PULL_REQUEST);
      expect(others).toEqual([]);
      expect(second?.id).toBe(first?.id);
      expect(second?.body).toContain('cluster-errors');
      expect(second?.body).toContain('cluster-5xx');
    }, 300_000);

    it('whose workflow rehearses it, and uploads the report', async () => {
      const runner = { ...onPullRequest(fresh, github, uploads), done: ['npm ci'] };
      const printed = await runJob(workflow(), 'rehearsal', runner);
      expect(printed.join('')).toContain('2 rehearsals in');
      expect(uploads).toEqual(['rehearsal']);
      expect(readdirSync(join(fresh.folder, 'rehearsal')).sort()).toEqual(['junit.xml', 'report.html']);
    }, 300_000);

    it('whose workflow deploys main, by a role that only its environment can assume', async () => {
      const emulator = await startEmulator({
        account: ACCOUNT,
        region: REGION,
        tmpDir: tmpdir(),
        log: () => {},
      });
      const client = clientOf(emulator);
      try {
        // Its schedules would begin to pass the time.
        await emulator.clock.hold();
        await bootstrap(client);
        const file = join(fresh.folder, 'lib/deploy-role.ts');
        const provider = `OidcProviderNative.fromOidcProviderArn(stack, 'GitHub', 'arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com')`;
        writeFileSync(
          file,
          `import { OidcProviderNative } from 'aws-cdk-lib/aws-iam';\n${readFileSync(file, 'utf8').replace("repository: 'example/shop'", `repository: 'example/shop', provider: ${provider}`)}`,
        );
        const asRoot = {
          AWS_ENDPOINT_URL: emulator.url,
          AWS_ACCESS_KEY_ID: 'test',
          AWS_SECRET_ACCESS_KEY: 'test',
        };
        await fresh.start(
          'npx',
          ['cdk', 'deploy', 'CutoverDeployRole', '--require-approval', 'never'],
          asRoot,
        );
        const [role = ''] = (await stackOf(client, 'CutoverDeployRole')).outputs;
        await expect(runJob(workflow(), 'deploy', onMain(fresh, emulator, role, 'other'))).rejects.toThrow(
          'Not authorized to perform sts:AssumeRoleWithWebIdentity',
        );
        await runJob(workflow(), 'deploy', onMain(fresh, emulator, role));
        expect((await stackOf(client, 'Cutover')).status).toBe('CREATE_COMPLETE');
      } finally {
        client.destroy();
        await emulator.stop();
      }
    }, 300_000);
  });

  it('adds its migration to a project that the CDK has made', () => {
    const theirs = emptyProject();
    try {
      const cdk = join(REPOSITORY, 'node_modules/.bin/cdk');
      theirs.run(cdk, 'init', 'app', '--language', 'typescript', '--generate-only', '--no-notices');
      // Its tests are not run, and would be most of what is fetched.
      theirs.run('npm', 'pkg', 'delete', ...['jest', 'ts-jest'].map((name) => `devDependencies.${name}`));
      theirs.run('npm', 'install', '--no-audit', '--no-fund', '--silent', tarball);
      theirs.run('npx', 'kops-cutover', 'init');
      const bin = 'bin/project.ts';
      const added = "\nimport { addCutover } from '../lib/cutover';\naddCutover(app);\n";
      theirs.write(bin, `${readFileSync(join(theirs.folder, bin), 'utf8')}${added}`);
      expect(theirs.run('npx', 'kops-cutover', 'plan')).toContain('ShiftWeight: 100 % on the cluster');
    } finally {
      theirs.remove();
    }
  }, 300_000);

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
