/** The fields of what machines and functions hand to each other. */
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A field of a payload, of a result, or of a type within one. */
export interface Field {
  /** Path of the contract's file, from the project's folder. */
  readonly file: string;
  readonly type: string;
  readonly name: string;
}

interface Declaration {
  readonly file: string;
  readonly type: string;
  readonly text: string;
}

/** Where each product lists its calls. */
const CALLS = 'calls.ts';

/** Every field that a call of either product leads to, each once. @param project its folder */
export function fieldsOfCalls(project: string): Field[] {
  const declared = globSync('lambdas/*/contract/*.ts', { cwd: project })
    .sort()
    .flatMap((file) => declarationsIn(file, readFileSync(join(project, file), 'utf8')));
  const calls = declared.filter(({ file }) => basename(file) === CALLS);
  const reached = new Set<Declaration>();
  const waiting = calls.flatMap(({ text }) =>
    [...text.matchAll(/Call<(.+)>;/g)].flatMap(([, types = '']) => wordsOf(types)),
  );
  for (const word of waiting) {
    for (const found of declared.filter((one) => one.type === word && !reached.has(one))) {
      reached.add(found);
      waiting.push(...wordsOf(found.text));
    }
  }
  return [...reached].flatMap(fieldsOf);
}

/** Types as the formatter leaves them: each begins in the first column, and so does what follows it. */
function declarationsIn(file: string, source: string): Declaration[] {
  return source.split(/^(?=\S)/m).flatMap((text) => {
    const [, type] = /^export (?:interface|type) (\w+)/.exec(text) ?? [];
    return type === undefined ? [] : [{ file, type, text }];
  });
}

function fieldsOf({ file, type, text }: Declaration): Field[] {
  const names = [...text.matchAll(/\breadonly (\w+)\??:/g)].map(([, name = '']) => name);
  return [...new Set(names)].map((name) => ({ file, type, name }));
}

function wordsOf(text: string): string[] {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').match(/\w+/g) ?? [];
}

/** The source of a contract with this field renamed. @throws where the field doesn't stand in it */
export function withRenamed(source: string, { type, name }: Pick<Field, 'type' | 'name'>): string {
  const parts = source.split(/^(?=\S)/m).map((text) => {
    const isIt = new RegExp(`^export (?:interface|type) ${type}\\b`).test(text);
    return isIt ? text.replaceAll(new RegExp(`\\breadonly ${name}(?=\\??:)`, 'g'), `$&Renamed`) : text;
  });
  const renamed = parts.join('');
  if (renamed === source) throw new Error(`${type} has no field ${name}`);
  return renamed;
}
