import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import manifest from '../../package.json' with { type: 'json' };
import { describeWorkflows, findingsIn } from '../support/zizmor.ts';

const ROOT = join(import.meta.dirname, '../..');
const FILES = globSync('.github/workflows/*.yml', { cwd: ROOT }).sort();
/** What `init` gives to others. */
const GIVEN = 'cli/init/cutover.yml';
const texts = [...FILES, GIVEN].map((file) => readFileSync(join(ROOT, file), 'utf8'));

describeWorkflows('the linter of workflows', () => {
  it('finds nothing in the project’s own', () => {
    expect(findingsIn(join(ROOT, '.github'))).toEqual([]);
  });

  it('finds nothing in the one that init writes', () => {
    expect(findingsIn(join(ROOT, GIVEN))).toEqual([]);
  });

  it.each([
    ['an action that may change', '- uses: actions/checkout@v6', 'unpinned-uses'],
    [
      'text of strangers in a command',
      `- run: echo \${{ github.event.pull_request.title }}`,
      'template-injection',
    ],
    ['a key that GitHub does not know', '- runs: npm test', 'ended with'],
  ])('finds %s', (_what, step, finding) => {
    const folder = mkdtempSync(join(tmpdir(), 'workflows-'));
    try {
      const file = join(folder, 'broken.yml');
      const job = `jobs:\n  tests:\n    runs-on: ubuntu-24.04\n    steps:\n      ${step}\n`;
      writeFileSync(file, `on: pull_request\npermissions: {}\n${job}`);
      expect(findingsIn(file)).toContainEqual(expect.stringContaining(finding));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the project’s workflows', () => {
  it('are those for changes, nights and releases', () => {
    expect(FILES).toEqual(['ci', 'nightly', 'release'].map((name) => `.github/workflows/${name}.yml`));
  });

  it('take each action by the digest of one version, and name that', () => {
    const uses = texts.flatMap((text) =>
      [...text.matchAll(/uses: ([^.\s].*)$/gm)].map(([, what = '']) => what),
    );
    expect(uses.length).toBeGreaterThan(10);
    for (const each of uses) expect(each).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    const versions = new Set(uses);
    const actions = new Set(uses.map((each) => each.replace(/@.*/, '')));
    expect(versions.size).toBe(actions.size);
  });

  it('run scripts that there are', () => {
    const names = texts.flatMap((text) =>
      [...text.matchAll(/npm (?:run (?:--silent )?)?(?!run\b|publish|knows|ci\b)([\w-]+)/g)].map(
        ([, name = '']) => name,
      ),
    );
    expect(names).toEqual(expect.arrayContaining(['test', 'packaged', 'histories', 'release', 'package']));
    for (const name of names) expect(Object.keys(manifest.scripts)).toContain(name);
  });

  it('give no job more than it says', () => {
    for (const text of texts) {
      const { permissions, jobs } = parse(text);
      expect(permissions).toEqual({});
      for (const job of Object.values<{ permissions?: object }>(jobs)) expect(job.permissions).toBeDefined();
    }
  });
});
