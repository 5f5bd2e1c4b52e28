import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { planToCompare } from '../../../plan/against/read-plan.ts';
import { planOf } from '../../../plan/make-plan.ts';
import type { PlanRequest } from '../../../plan/request.ts';

const ROOT = resolve(__dirname, '../../..');
const options = { cwd: ROOT, now: Date.parse('2027-03-01T00:00:00Z'), signal: new AbortController().signal };
const request = (asked: Partial<PlanRequest>): PlanRequest => ({
  kind: 'plan',
  app: 'node -e ""',
  stack: '',
  snapshot: '',
  against: '',
  format: 'text',
  ...asked,
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plan-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** An app with one stack that has no migration. */
function otherApp(): string {
  const code = `const { App, Stack } = require('aws-cdk-lib'); new Stack(new App(), 'Network');`;
  return `node ${file('other.cjs', `module.paths.push('${ROOT}/node_modules'); ${code}`)}`;
}

describe('a plan is refused', () => {
  it('of an app that fails, with what it wrote', async () => {
    const app = `node ${file('failing.cjs', 'throw new Error("no such hosted zone id")')}`;
    await expect(planOf(request({ app }), options)).rejects.toThrow(
      /^The app `node .*failing\.cjs` could not be synthesised:[\s\S]*no such hosted zone id/,
    );
  });

  it('of an app without a migration, with the stacks that it has', async () => {
    await expect(planOf(request({ app: otherApp() }), options)).rejects.toThrow(
      /^No stack of `.*` has a migration; it has Network\.$/,
    );
  });

  it('with a folder that is not there, with the command that makes it', async () => {
    const none = join(folder, 'none');
    await expect(planOf(request({ app: otherApp(), snapshot: none }), options)).rejects.toThrow(
      `there is no such folder\n  Run: npm run snapshot -- --app "node bin/prod.ts" --out ${none}`,
    );
  });

  it('with a snapshot that is none', async () => {
    await expect(planOf(request({ app: otherApp(), snapshot: folder }), options)).rejects.toThrow();
  });
});

describe('what a plan is compared with is refused', () => {
  it.each([
    ['no JSON', '{', /expected what `npm run plan -- --json` prints.*JSON/],
    ['something else', '{"schema": "other/1"}', /with the schema kops-cutover\.plan\/1, found "other\/1"\.$/],
    ['nothing', 'null', /found none\.$/],
  ])('where it is %s', async (_what, content, message) => {
    const against = file('plan.json', content);
    await expect(planToCompare(request({ against }), options)).rejects.toThrow(message);
  });

  it('where it is neither a file nor a revision', async () => {
    await expect(planToCompare(request({ against: 'no-such-branch' }), options)).rejects.toThrow(
      '--against no-such-branch: there is neither such a file nor such a revision in git.',
    );
  });

  describe('where it is a revision', () => {
    const here = () => ({ ...options, cwd: folder });
    const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: folder, stdio: 'pipe' });
    const CLUSTERS = 'account/111122223333/us-west-1/rds/describe-db-clusters.json';
    /** The app fails where it hasn't got a migration: by then the snapshot was read. */
    const repository = () => {
      otherApp();
      mkdirSync(join(folder, CLUSTERS, '..'), { recursive: true });
      git('init', '--quiet');
      git('add', 'other.cjs');
      git('-c', 'user.name=a', '-c', 'user.email=a@b.test', 'commit', '--quiet', '--message', 'one');
    };
    const compared = (asked: Partial<PlanRequest>) =>
      planToCompare(request({ against: 'HEAD', app: 'node other.cjs', ...asked }), here());

    it('that lacks the app: in one line, without what node says of it', async () => {
      repository();
      file('new.cjs', '');
      await expect(compared({ app: 'node new.cjs' })).rejects.toThrow(
        /^--against HEAD: that revision lacks new\.cjs, so it has no plan of `node new\.cjs`\. .*$/,
      );
    });

    it('that lacks the snapshot: the one that is here counts', async () => {
      repository();
      file(CLUSTERS, '{ "DBClusters": [] }');
      await expect(compared({ snapshot: 'account' })).rejects.toThrow(
        /^--against HEAD: of that revision: No stack of `node other\.cjs` has a migration/,
      );
    });

    it('that has the snapshot: its own counts', async () => {
      repository();
      file(CLUSTERS, 'broken');
      git('add', 'account');
      git('-c', 'user.name=a', '-c', 'user.email=a@b.test', 'commit', '--quiet', '--message', 'two');
      file(CLUSTERS, '{ "DBClusters": [] }');
      await expect(compared({ snapshot: 'account' })).rejects.toThrow(
        /^--against HEAD: of that revision: [\s\S]*describe-db-clusters\.json/,
      );
    });
  });
});
