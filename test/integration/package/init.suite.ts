import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
import { emptyProject, type Packages, type Project, pinned, REPOSITORY } from './project.ts';

/** What `npx kops-cutover init` makes of a folder. @param packages known when tests begin */
export function describeInit(packages: () => Packages): void {
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
      const { constructs, rehearsal } = packages();
      fresh.install(constructs, rehearsal, pinned('node'));
      fresh.run('npx', 'kops-cutover', 'init');
      fresh.install();
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
      theirs.install(packages().constructs);
      theirs.run('npx', 'kops-cutover', 'init');
      const bin = 'bin/project.ts';
      const added = "\nimport { addCutover } from '../lib/cutover';\naddCutover(app);\n";
      theirs.write(bin, `${readFileSync(join(theirs.folder, bin), 'utf8')}${added}`);
      expect(theirs.run('npx', 'kops-cutover', 'plan')).toContain('ShiftWeight: 100 % on the cluster');
    } finally {
      theirs.remove();
    }
  }, 300_000);
}
