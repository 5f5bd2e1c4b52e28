import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { type FunctionState, MIGRATE } from '../../lambdas/migration/contract/states.ts';
import { CATALOG } from '../../lib/migration/functions/catalog.ts';
import { CHECKS } from '../../lib/migration/migrate/preflight.ts';
import { handlersIn } from '../../lib/shared/functions/bundle.ts';

const ROOT = join(__dirname, '../..');
const SOURCES = globSync('{bin,lib,lambdas}/**/*.ts', { cwd: ROOT }).map((file) => ({
  file,
  text: readFileSync(join(ROOT, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ''),
}));

const HANDLERS = handlersIn(join(ROOT, 'lambdas'));

/** The path of a function's handler. */
function handlerOf(state: FunctionState): string {
  return relative(ROOT, HANDLERS.get(state) ?? '');
}

/** A preflight check, and the functions whose results it is handed, if any: they are one check in several functions. */
const FUNCTIONS = CHECKS.map((check) => {
  const { databases, workloads } = CATALOG[check].check ?? {};
  const several = databases ?? workloads;
  return { check, functions: several ? Object.values(several) : [check] };
});

/** Where a check may be named beside its own folders: its name, its entry, which functions it is, what the settings say of it, its part of the report. */
const NAMED_IN = [
  'lambdas/migration/contract/states.ts',
  'lib/migration/functions/catalog.ts',
  'lib/migration/functions/hook-catalog.ts',
  'lib/migration/functions/function-spec.ts',
  'lambdas/migration/domain/readiness/coverage.ts',
  'lambdas/migration/domain/readiness/fit.ts',
];

/** Files that name one of the states, by its key or in words, but for comments. */
function filesThatName(states: readonly FunctionState[]): string[] {
  const keys = Object.entries(MIGRATE).flatMap(([key, state]) =>
    (states as readonly string[]).includes(state) ? [key] : [],
  );
  const named = new RegExp(`MIGRATE\\.(${keys.join('|')})\\b|['"\`](${states.join('|')})['"\`]`);
  return SOURCES.filter(({ text }) => named.test(text)).map(({ file }) => file);
}

describe('A preflight check', () => {
  it('is one of the catalog, which has some', () => {
    expect(CHECKS).toEqual(expect.arrayContaining(['VerifyDns', 'VerifyAlarms']));
    expect(filesThatName(['VerifyDns'])).toContain('lambdas/migration/preflight/verify-dns/handler.ts');
  });

  it('runs, as each function of its folder does: the catalog calls it a check, or hands its result to one', () => {
    const preflight = globSync('lambdas/migration/preflight/*/handler.ts', { cwd: ROOT });
    const run = FUNCTIONS.flatMap(({ functions }) => functions.map(handlerOf));
    expect(preflight.filter((handler) => !run.includes(handler))).toEqual([]);
  });

  it.each(FUNCTIONS)(
    '$check is a folder and an entry in the catalog: nothing else knows of it',
    ({ functions }) => {
      const folders = functions.map((state) => dirname(handlerOf(state)));
      const elsewhere = filesThatName(functions).filter(
        (file) =>
          !NAMED_IN.includes(file) && !folders.some((folder) => !relative(folder, file).startsWith('..')),
      );
      expect(elsewhere).toEqual([]);
    },
  );

  it.each(FUNCTIONS.flatMap(({ functions }) => functions))('%s has a handler that only wires', (state) => {
    const { text = '' } = SOURCES.find(({ file }) => file === handlerOf(state)) ?? {};
    // What a check returns is made to fit.
    const maker = (CHECKS as readonly string[]).includes(state) ? 'makeCheckHandler' : 'makeHandler';
    expect(text).toContain(`export const handler = ${maker}(`);
    // One function at most beside the handler: what is decided is decided elsewhere.
    expect(text.match(/^(async )?function /gm)?.length ?? 0).toBeLessThanOrEqual(1);
    expect(text.split('\n').length).toBeLessThan(60);
  });
});
