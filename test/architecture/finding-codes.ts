import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from '@swc/core';

const ROOT = join(__dirname, '../..');

/** Where findings are made. */
const MADE_IN = [
  'preflight',
  'readiness',
  'migrate/assess-readiness',
  'domain/readiness',
  'domain/workloads',
  'domain/legacy',
  'domain/databases',
  'domain/access',
];
const CODE = /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/;
const MAKING = /^(pass|warn|fail|unknown)$/;

/** A node of the syntax tree, as far as it is looked at. */
interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly key?: { readonly value?: unknown };
  readonly callee?: { readonly property?: { readonly type: string; readonly value?: string } };
  readonly arguments?: readonly { readonly expression: Node }[];
}

/**
 * What may be the code of a finding that isn't a pass, by where it stands in the sources: as the second argument of what makes
 * findings, as a value of a table, as one of several possibilities. Some are other words that stand so.
 */
export function wordsLikeCodes(): ReadonlySet<string> {
  return new Set(levelsByWord().keys());
}

/** Codes that each finding of theirs has at the same level, as far as the sources say the level in words. */
export function codesAlways(level: 'warn' | 'unknown'): readonly string[] {
  return [...levelsByWord()].flatMap(([code, levels]) =>
    levels.size === 1 && levels.has(level) ? [code] : [],
  );
}

/** By word: the levels of the findings that have it; 'any' where that is decided elsewhere. */
function levelsByWord(): ReadonlyMap<string, ReadonlySet<string>> {
  const [words, passed] = [new Map<string, Set<string>>(), new Set<string>()];
  const files = MADE_IN.flatMap((folder) => globSync(`lambdas/migration/${folder}/**/*.ts`, { cwd: ROOT }));
  for (const file of files) {
    const text = readFileSync(join(ROOT, file), 'utf8');
    look(
      parseSync(text, { syntax: 'typescript', target: 'esnext' }) as unknown as Node,
      [],
      (word, above) => {
        const code = String(word.value);
        if (!standsForCode(word, above)) return;
        if (isOfPass(above)) passed.add(code);
        else words.set(code, (words.get(code) ?? new Set()).add(levelOf(word, above)));
      },
    );
  }
  return new Map([...words].filter(([word]) => !passed.has(word)));
}

/** @param found called with each word that could be a code, and the nodes above it, the nearest first */
function look(
  node: unknown,
  above: readonly Node[],
  found: (word: Node, above: readonly Node[]) => void,
): void {
  if (Array.isArray(node)) for (const each of node) look(each, above, found);
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
  const isNode = 'type' in node && typeof node.type === 'string';
  const self = node as Node;
  if (self.type === 'StringLiteral' && CODE.test(String(self.value))) found(self, above);
  for (const each of Object.values(node)) look(each, isNode ? [self, ...above] : above, found);
}

function standsForCode(word: Node, [parent]: readonly Node[]): boolean {
  switch (parent?.type) {
    case 'CallExpression':
      return parent.arguments?.[1]?.expression === word && isMaking(parent);
    case 'KeyValueProperty':
      return parent.value === word;
    case 'ConditionalExpression':
    case 'ArrayExpression':
    case 'ReturnStatement':
      return true;
    default:
      return false;
  }
}

/** `notes.fail(…)`, `remarks[level](…)` */
function isMaking({ callee }: Node): boolean {
  const { type, value = '' } = callee?.property ?? {};
  return type === 'Computed' || MAKING.test(value);
}

function levelOf(word: Node, [parent]: readonly Node[]): string {
  const said = parent?.arguments?.[1]?.expression === word ? parent.callee?.property?.value : undefined;
  return said && MAKING.test(said) ? said : 'any';
}

/** An argument of what makes a pass, or what a table of codes has for it. */
function isOfPass(above: readonly Node[]): boolean {
  const [parent] = above;
  if (parent?.type === 'KeyValueProperty' && parent.key?.value === 'closed') return true;
  const call = above.find(({ type }) => type === 'CallExpression');
  return call?.callee?.property?.value === 'pass';
}
