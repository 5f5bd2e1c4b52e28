/** Compiles the machines with fields renamed: each in a copy of its own, many copies at once. */
import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Field, withRenamed } from './fields.ts';

/** Copies in one compilation: most of its time goes to the libraries, which all of them share. */
const AT_ONCE = 32;

/** Where machines are made. */
const MACHINES = ['machines', 'migrate', 'roll-back', 'drill', 'replace-master', 'roll-masters'];

/** The places in machines that don't compile with a field renamed, by the field. */
export type Places = ReadonlyMap<Field, readonly string[]>;

/**
 * @param project its folder
 * @param progress called after each compilation, with how many fields are done
 * @throws where the machines don't compile as they are, or the compiler says something else
 */
export function placesThatFail(
  project: string,
  fields: readonly Field[],
  progress: (done: number) => void = () => {},
): Places {
  const places = new Map<Field, readonly string[]>();
  for (let from = 0; from < fields.length; from += AT_ONCE) {
    const some = fields.slice(from, from + AT_ONCE);
    const [asItIs = [], ...found] = inCopies(project, [undefined, ...some]);
    if (asItIs.length > 0) throw new Error(`Without any renaming these don't compile: ${asItIs.join(', ')}`);
    some.forEach((field, index) => {
      places.set(field, found[index] ?? []);
    });
    progress(places.size);
  }
  return places;
}

/** For each renaming, where the machines don't compile. */
function inCopies(project: string, renamings: readonly (Field | undefined)[]): readonly string[][] {
  const folder = mkdtempSync(join(tmpdir(), 'seams-'));
  try {
    for (const [index, field] of renamings.entries()) copy(project, join(folder, `${index}`), field);
    for (const shared of ['node_modules', 'package.json'])
      symlinkSync(join(project, shared), join(folder, shared));
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings(project)));
    const errors = compile(folder);
    return renamings.map((_field, index) => [
      ...new Set(errors.filter(({ copy }) => copy === index).map(({ file }) => file)),
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The stacks and the contracts, of the field's product where it has one, and nothing else of the functions. */
function copy(project: string, to: string, field: Field | undefined): void {
  const [, product = ''] = /^lambdas\/(migration|masters)\//.exec(field?.file ?? '') ?? [];
  const needed = product ? `{shared,${product}}` : '*';
  const sources = globSync([`lib/${needed}/**/*.ts`, `lambdas/${needed}/contract/*.ts`], { cwd: project });
  for (const file of sources) cpSync(join(project, file), join(to, file), { recursive: true });
  if (!field) return;
  const source = readFileSync(join(project, field.file), 'utf8');
  writeFileSync(join(to, field.file), withRenamed(source, field));
}

function settings(project: string): object {
  return {
    extends: join(project, 'tsconfig.json'),
    compilerOptions: { typeRoots: [join(project, 'node_modules/@types')] },
    include: MACHINES.map((machine) => `*/lib/*/${machine}`),
  };
}

interface Failure {
  readonly copy: number;
  readonly file: string;
}

function compile(folder: string): Failure[] {
  const tsc = join(folder, 'node_modules/.bin/tsc');
  const { status, stdout, stderr } = spawnSync(tsc, ['--noEmit', '--pretty', 'false'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const inMachine = new RegExp(`^(\\d+)/(lib/[^/]+/(?:${MACHINES.join('|')})/[^(]+)\\(`);
  const errors = stdout.split('\n').filter((line) => /error TS\d+/.test(line));
  if (status !== 0 && errors.length === 0)
    throw new Error(`The compiler ended with ${status}: ${stdout}${stderr}`);
  return errors.flatMap((line) => {
    const [, copy, file = ''] = inMachine.exec(line) ?? [];
    return copy === undefined ? [] : [{ copy: Number(copy), file }];
  });
}
