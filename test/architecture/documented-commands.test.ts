import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const { engines, devDependencies } = JSON.parse(read('package.json'));

/** All that is shown as code: the lines of its blocks, and what stands between backticks. */
function codeOf(page: string): string[] {
  const [text = '', ...blocks] = read(page).split(/^```/m);
  const inside = blocks.filter((_, index) => index % 2 === 0);
  const outside = [text, ...blocks.filter((_, index) => index % 2 === 1)];
  return [
    ...inside.flatMap((block) => block.split('\n').slice(1)),
    ...outside.flatMap((part) => [...part.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code)),
  ];
}

describe('a documented command', () => {
  const commands = globSync(['*.md', 'docs/**/*.md'], { cwd: ROOT }).flatMap((page) =>
    codeOf(page).map((code) => ({ page, code: code.trim() })),
  );
  const ofCdk = commands.filter(({ code }) =>
    /\bcdk (bootstrap|synth|diff|deploy|destroy|import|ls|watch)\b/.test(code),
  );

  it('of the CDK is found', () => {
    expect(ofCdk.map(({ code }) => code)).toContainEqual(expect.stringMatching(/^npx cdk deploy /));
  });

  // A CDK of one's own runs on the system's Node, which may be one that the CDK supports no more.
  it('of the CDK runs on the Node of the lock file, by npx', () => {
    expect(ofCdk.filter(({ code }) => !/^(npx cdk|cli\[cdk) /.test(code))).toEqual([]);
  });

  // npm begins what it prints with two lines of its own, of which nobody can read JSON or run commands.
  it('of npm that fills a file is silent', () => {
    const intoFiles = commands.filter(({ code }) => /\bnpm run\b[^|#]*[^2]> *\w/.test(code));
    expect(intoFiles.map(({ page }) => page)).toEqual(
      expect.arrayContaining(['docs/plan.md', 'docs/snapshot.md']),
    );
    expect(intoFiles.filter(({ code }) => !code.startsWith('npm run --silent '))).toEqual([]);
  });

  it('by npx does run on it', () => {
    const path = String(process.env.PATH).split(delimiter);
    const withoutBinaries = path.filter((folder) => !folder.endsWith('node_modules/.bin')).join(delimiter);
    const { stdout } = spawnSync('npx', ['--no-install', 'node', '--version'], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, PATH: withoutBinaries },
    });
    expect(stdout.trim()).toBe(`v${devDependencies.node}`);
  });
});

describe('what is needed to begin', () => {
  it.each(['README.md', 'CONTRIBUTING.md'])('is said in %s as in package.json', (page) => {
    const versions = Object.entries<string>(engines).map(([name, range]) => [name, range.replace('>=', '')]);
    expect(versions).toEqual([
      ['node', '20'],
      ['npm', '10'],
    ]);
    expect(read(page)).toContain('Node ≥ 20 with its npm (≥ 10) and Python ≥ 3.10');
  });
});
