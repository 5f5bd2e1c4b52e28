import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isAsExpected, summaryOf } from '../../../scripts/model/summary.ts';
import { nameOf, VARIANTS } from '../../../scripts/model/variants.ts';
import { type Verdict, verdictOf } from '../../../scripts/model/verdict.ts';

const ROOT = resolve(__dirname, '../../..');
const MAIN = join(ROOT, 'scripts/model/main.ts');
const README = readFileSync(join(ROOT, 'docs/model/README.md'), 'utf8');

const HOLDS = 'State-vector 92 byte, depth reached 149, errors: 0\n     8843 states, stored\n';
const VIOLATED = [
  'pan:1: assertion violated  !(forgotten) (at depth 60)',
  'pan: wrote fence.pml.trail',
  'Warning: Search not completed',
  'State-vector 76 byte, depth reached 60, errors: 1',
  '      913 states, stored',
].join('\n');

describe('What Spin’s verifier says', () => {
  it.each<[string, string, Verdict]>([
    ['all was looked at', HOLDS, { kind: 'holds', states: 8843 }],
    ['a violation', VIOLATED, { kind: 'violated', property: 'forgotten', states: 913 }],
    [
      'somebody who waits for ever',
      VIOLATED.replace(/assertion.*\)\)?/, 'invalid end state (at depth 9)'),
      { kind: 'violated', property: 'invalid end state', states: 913 },
    ],
    [
      'a history that is too long',
      `error: max search depth too small\n${HOLDS}`,
      { kind: 'incomplete', why: 'error: max search depth too small' },
    ],
    [
      'too little memory',
      `pan: reached -DMEMLIM bound\n${HOLDS}`,
      { kind: 'incomplete', why: 'pan: reached -DMEMLIM bound' },
    ],
    ['nothing', '', { kind: 'incomplete', why: '' }],
  ])('is understood: %s', (_what, output, verdict) => {
    expect(verdictOf(output)).toEqual(verdict);
  });
});

describe('A variant', () => {
  const holds: Verdict = { kind: 'holds', states: 7 };
  const violated = (property: string): Verdict => ({ kind: 'violated', property, states: 7 });
  const protocol = { model: 'fence', defines: [] } as const;
  const without = { model: 'fence', defines: ['WITHOUT_FENCE'], violates: 'forgotten' } as const;

  it.each([
    [protocol, holds, true],
    [protocol, violated('forgotten'), false],
    [protocol, { kind: 'incomplete', why: '' } as const, false],
    [without, violated('forgotten'), true],
    [without, violated('invalid end state'), false],
    [without, holds, false],
  ])('%j that %j is as expected: %s', (variant, verdict, expected) => {
    expect(isAsExpected({ variant, verdict })).toBe(expected);
    const lines = summaryOf([{ variant, verdict, seconds: 1 }]);
    expect(lines.some((line) => line.startsWith('NOT AS EXPECTED'))).toBe(!expected);
  });

  it('is there for each rule of the models, and the README describes it', () => {
    for (const model of ['fence', 'owed'] as const) {
      const source = readFileSync(join(ROOT, `docs/model/${model}.pml`), 'utf8');
      const rules = new Set(source.match(/\b(?:LATE_WRITER_)?WITHOUT_[A-Z_]+/g));
      const left = VARIANTS.filter((one) => one.model === model && one.violates !== undefined);
      expect(new Set(left.map(({ defines }) => defines.at(-1)))).toEqual(rules);
      for (const rule of rules) expect(README).toContain(`| \`${rule.replace(/^WITHOUT_/, '')}\` |`);
    }
  });

  it('has a name of its own, and the README says what it must never come to', () => {
    expect(new Set(VARIANTS.map(nameOf)).size).toBe(VARIANTS.length);
    for (const { violates } of VARIANTS) if (violates) expect(README).toContain(`\`${violates}\``);
  });
});

describe('npm run model', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'model-test-'));
    mkdirSync(join(folder, 'bin'));
    mkdirSync(join(folder, 'tmp'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Runs one variant with tools that do nothing, and a verifier that says `output`. */
  function model(words: readonly string[], output: string) {
    const tool = (name: string, script: string) =>
      writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    tool('spin', 'exit 0');
    // Asked for its version it compiles nothing.
    tool(
      'gcc',
      `[ "$1" = --version ] && exit 0; printf '#!/bin/sh\\ncat <<X\\n%s\\nX\\n' '${output}' > pan; chmod +x pan`,
    );
    return run(words, { PATH: `${join(folder, 'bin')}:/usr/bin:/bin` });
  }

  function run(words: readonly string[], env: Record<string, string>) {
    const { NODE_COMPILE_CACHE } = process.env;
    const own = { TMPDIR: join(folder, 'tmp'), ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }) };
    const options = { encoding: 'utf8', env: { ...env, ...own } } as const;
    return spawnSync(process.execPath, [MAIN, ...words], options);
  }

  it.each([
    ['the protocol holds', ['person take-over'], HOLDS, 0],
    ['a rule is missed', ['without-trying-again'], VIOLATED, 0],
    ['a rule is not missed', ['without-trying-again'], HOLDS, 1],
    ['the protocol falls', ['person take-over'], VIOLATED, 1],
  ])('where %s', (_what, words, output, status) => {
    const done = model(words, output);
    expect([done.status, done.stderr]).toEqual([status, '']);
    expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
  });

  it('says what is missing, and how to get it', () => {
    const { status, stderr } = run([], { PATH: join(folder, 'bin') });
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /^The models were not checked: spin and gcc are missing\.\n.*apt-get install spin gcc/,
    );
  });

  it('lists the variants where none has such a name', () => {
    const { status, stderr } = model(['nonesuch'], HOLDS);
    expect(status).toBe(2);
    expect(stderr).toContain('owed second-roll-back without-joining');
  });
});
