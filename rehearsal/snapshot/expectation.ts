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
  /** What is not found together with another fault, by its name: one of the two hides it. */
  readonly hidden: ReadonlyMap<string, readonly FindingKey[]>;
}

interface Written {
  readonly findings: readonly FindingKey[];
  readonly gone?: readonly FindingKey[];
  readonly hidden?: Readonly<Record<string, readonly FindingKey[]>>;
}

const LEVELS = ['pass', 'warn', 'fail', 'unknown'];
const MEMBERS = ['level', 'check', 'code', 'subject'];

/** @param content without anything that `notAnExpectation` finds @returns undefined where nothing is expected */
export function expectationIn(content: JsonObject): FaultExpectation | undefined {
  if (content.findings === undefined) return undefined;
  const { findings, gone = [], hidden = {} } = content as unknown as Written;
  return { findings, gone, hidden: new Map(Object.entries(hidden)) };
}

/** What is wrong with the members of a patch that say what is expected. */
export function notAnExpectation({ findings, gone, hidden }: JsonObject): readonly Fault[] {
  const isAlone = [gone, hidden].some((each) => each !== undefined) && findings === undefined;
  return [
    ...(isAlone ? [{ at: '/findings', words: 'missing; gone and hidden go with it' }] : []),
    ...notFindings(findings, '/findings'),
    ...notFindings(gone, '/gone'),
    ...notHidden(hidden),
  ];
}

function notHidden(hidden: Json | undefined): readonly Fault[] {
  if (hidden === undefined) return [];
  if (!isObject(hidden))
    return [{ at: '/hidden', words: 'expected an object with the other faults by their names' }];
  return Object.entries(hidden).flatMap(([name, list]) => notFindings(list, below('/hidden', name)));
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
