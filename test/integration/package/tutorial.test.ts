import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { emptyProject, madePackages, type Project, REPOSITORY } from './project.ts';
import { type Part, partsOf } from './tutorial.ts';

const PARTS = partsOf(readFileSync(join(REPOSITORY, 'docs/tutorial.md'), 'utf8'));

describe('a tutorial', () => {
  it('has no block that nobody runs', () => {
    expect(() => partsOf('```js\nlet a;\n```\n')).toThrow('A tutorial has no block “js”');
    expect(() => partsOf('```text\nout\n```\n')).toThrow('A tutorial has no block “text”');
  });

  it('expects of its commands what is written below them', () => {
    const [part] = partsOf('```sh\necho 1\n```\nIt says:\n```text\n  1 … (ok)\n2\n```\n');
    expect(part).toEqual({
      kind: 'commands',
      script: 'echo 1\n',
      fails: false,
      expected: [/1 .* \(ok\)/, /2/],
    });
  });

  it('has commands, and the file that people edit', () => {
    expect(PARTS.filter(({ kind }) => kind === 'commands').length).toBeGreaterThan(6);
    expect(PARTS).toContainEqual(expect.objectContaining({ kind: 'file', path: 'lib/cutover.ts' }));
  });
});

const whenFollowed = process.env.TUTORIAL ? describe : describe.skip;

whenFollowed('docs/tutorial.md, followed by somebody new', () => {
  let project: Project;
  let folder = '';

  beforeAll(() => {
    const packages = madePackages();
    project = emptyProject();
    const dist = join(project.folder, '../home/kops-cutover/dist');
    mkdirSync(dist, { recursive: true });
    for (const tarball of Object.values(packages)) copyFileSync(tarball, join(dist, basename(tarball)));
  }, 300_000);
  afterAll(() => project?.remove());

  /** Each block is a shell of its own, so the last one says where it ended. */
  const follow = (part: Part): void => {
    if (part.kind === 'file') {
      project.write(join(folder, part.path), part.text);
      return;
    }
    const script = `cd "./${folder}" && ${part.script.replace(/\n/g, ' &&\n').replace(/ &&\n$/, '\n')}`;
    const where = `printf '\\nin %s\\n' "$PWD"`;
    const ended = part.fails ? `if { ${script} } ; then exit 1; fi` : `set -e\n${script}`;
    const printed = project.run('bash', '-c', `exec 2>&1\n${ended}\n${where}`);
    for (const line of part.expected) expect(printed).toMatch(line);
    folder = /\nin (.*)\n$/.exec(printed)?.[1]?.slice(project.folder.length + 1) ?? folder;
  };

  it.each(PARTS.map((part) => [part.kind === 'file' ? part.path : part.script.trim(), part] as const))(
    '%s',
    (_what, part) => follow(part),
    600_000,
  );
});
