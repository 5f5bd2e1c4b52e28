/** What a dry run is expected to say of a planted fault: `worlds/SPEC.md`, "Patches". */
import { below, isList, isObject, type Json, type JsonObject } from './json.ts';
import type { Fault } from './problem.ts';

/** Which finding it is. In an expected one, `*` within the subject stands for any text. */
export interface FindingKey {
  readonly level: string;
  /** The state that finds it. */
  readonly check: string;
  readonly code: string;
  readonly subject: string;
}

export interface Expectation {
  /** Of those that aren't `pass`, what the world without the fault doesn't have. */
  readonly findings: readonly FindingKey[];
  /** What that world has, and that isn't found any more. */
  readonly gone: readonly FindingKey[];
}

/** Of one fault. */
export interface FaultExpectation extends Expectation {
  /** Together with other faults, by their names: where two say something else than each of them. */
  readonly with: ReadonlyMap<string, Expectation>;
}

interface Written {
  readonly findings: readonly FindingKey[];
  readonly gone?: readonly FindingKey[];
  readonly with?: Readonly<Record<string, Written>>;
}

const LEVELS = ['pass', 'warn', 'fail', 'unknown'];
const MEMBERS = ['level', 'check', 'code', 'subject'];

/** @param content without anything that `notAnExpectation` finds @returns undefined where nothing is expected */
export function expectationIn(content: JsonObject): FaultExpectation | undefined {
  if (content.findings === undefined) return undefined;
  const { with: together = {}, ...alone } = content as unknown as Written;
  const others = Object.entries(together).map(([name, each]) => [name, whole(each)] as const);
  return { ...whole(alone), with: new Map(others) };
}

function whole({ findings, gone = [] }: Written): Expectation {
  return { findings, gone };
}

/** What is wrong with the members of a patch that say what is expected. */
export function notAnExpectation({ findings, gone, with: together }: JsonObject, at = ''): readonly Fault[] {
  const needless = [gone, together].some((each) => each !== undefined) && findings === undefined;
  return [
    ...(needless ? [{ at: below(at, 'findings'), words: 'missing; gone and with go with it' }] : []),
    ...notFindings(findings, below(at, 'findings')),
    ...notFindings(gone, below(at, 'gone')),
    ...notTogether(together, below(at, 'with')),
  ];
}

function notTogether(together: Json | undefined, at: string): readonly Fault[] {
  if (together === undefined) return [];
  if (!isObject(together)) return [{ at, words: 'expected an object with the other faults by their names' }];
  return Object.entries(together).flatMap(([name, expected]) =>
    isObject(expected) && expected.findings !== undefined && expected.with === undefined
      ? notAnExpectation(expected, below(at, name))
      : [{ at: below(at, name), words: 'expected findings, and what is gone' }],
  );
}

function notFindings(list: Json | undefined, at: string): readonly Fault[] {
  if (list === undefined) return [];
  if (!isList(list)) return [{ at, words: 'expected a list of findings' }];
  return list.flatMap((each, i) =>
    isFinding(each)
      ? []
      : [{ at: below(at, i), words: `expected ${MEMBERS.join(', ')}, and level to be ${LEVELS.join(', ')}` }],
  );
}

function isFinding(value: Json): boolean {
  if (!isObject(value)) return false;
  const isWhole = MEMBERS.every((name) => typeof value[name] === 'string');
  return isWhole && Object.keys(value).length === MEMBERS.length && LEVELS.includes(String(value.level));
}
