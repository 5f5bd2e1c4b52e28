import { codeIn, codeOf } from './sources.ts';

const DECISIONS = ['shared', 'migration', 'masters'].map((part) => `lambdas/${part}/domain`);

/** The lines of code that match, as a reader finds them. */
function linesMatching(folder: string, pattern: RegExp): string[] {
  return codeIn(folder).flatMap(({ path, code }) =>
    code.split('\n').flatMap((line) => (pattern.test(line) ? [`${path}: ${line.trim()}`] : [])),
  );
}

describe('what counts as code', () => {
  it('is neither in a comment nor in a text', () => {
    expect(
      codeOf("const a = 'Date.now()'; // Date.now()\n/* Date.now() */ const b = \"it's Date.now()\";"),
    ).not.toContain('Date.now');
    expect(codeOf('const a = Date.now(); // now')).toContain('Date.now');
  });

  it('is found', () => {
    expect(DECISIONS.map((folder) => codeIn(folder).length > 5)).toEqual([true, true, true]);
    expect(linesMatching('lambdas/shared/runtime', /\bDate\.now\b/)).not.toEqual([]);
    expect(linesMatching('lambdas/shared/runtime', /\bprocess\.env\b/)).not.toEqual([]);
  });
});

describe('a decision', () => {
  it.each([
    ['the clock', /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.|\bTemporal\.Now\b/],
    // As a property it is another thing's: Auto Scaling has processes, too.
    ['the environment', /(?<!\.)\bprocess\b(?!:)|\bglobalThis\b/],
    ['chance', /\bMath\.random\b|\brandomUUID\b|\bcrypto\b/],
    ['the network or timers', /\bfetch\(|\bset(Timeout|Interval|Immediate)\(/],
  ])('does not ask %s', (_what, pattern) => {
    expect(DECISIONS.flatMap((folder) => linesMatching(folder, pattern))).toEqual([]);
  });
});

describe('a function', () => {
  it('reads its environment in one place', () => {
    const readers = linesMatching('lambdas', /\bprocess\.env\b/).map((line) =>
      line.slice(0, line.indexOf(':')),
    );
    expect(new Set(readers)).toEqual(
      new Set(['lambdas/shared/runtime/environment.ts', 'lambdas/shared/runtime/settings.ts']),
    );
  });

  it('asks for the time in one place', () => {
    const askers = linesMatching('lambdas', /\bDate\.now\b|\bnew Date\(\s*\)/).map((line) =>
      line.slice(0, line.indexOf(':')),
    );
    expect([...new Set(askers)].filter((path) => !path.startsWith('lambdas/shared/runtime/'))).toEqual([]);
  });

  it('logs by its logger alone', () => {
    expect(linesMatching('lambdas', /\bconsole\./)).toEqual([]);
  });
});

describe('the stack', () => {
  it('is the same whoever synthesizes it, and when', () => {
    // A certificate that is over is refused; where there is a stack, it is the same.
    const refusal = ['masters/config/resolve-masters.ts', 'migration/config/resolve-migration.ts'].map(
      (file) => `lib/${file}: now = Date.now(),`,
    );
    expect(linesMatching('lib', /\bDate\.now\b|\bnew Date\(|\bMath\.random\b/)).toEqual(refusal);
    expect(linesMatching('lib', /\bprocess\.env\b/)).toEqual([]);
  });
});
