import type { Template } from './template.ts';

/** A state machine's definition, as far as this project uses the language. */
export interface Definition {
  readonly StartAt: string;
  readonly QueryLanguage?: string;
  readonly TimeoutSeconds?: number;
  readonly Comment?: string;
  readonly States: Readonly<Record<string, StateDefinition>>;
}

export interface StateDefinition {
  readonly Type: 'Task' | 'Pass' | 'Choice' | 'Wait' | 'Parallel' | 'Succeed' | 'Fail';
  readonly Comment?: string;
  readonly QueryLanguage?: string;
  readonly Resource?: string;
  readonly Arguments?: Readonly<Record<string, unknown>>;
  readonly Output?: unknown;
  readonly Assign?: Readonly<Record<string, unknown>>;
  readonly TimeoutSeconds?: number;
  readonly HeartbeatSeconds?: number;
  readonly Next?: string;
  readonly End?: true;
  readonly Choices?: readonly ChoiceRule[];
  readonly Default?: string;
  readonly Timestamp?: string;
  /** An expression, or the number itself. */
  readonly Seconds?: string | number;
  readonly Branches?: readonly Definition[];
  readonly Error?: string;
  readonly Cause?: string;
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
}

export interface ChoiceRule {
  readonly Condition: string;
  readonly Next: string;
  readonly Assign?: Readonly<Record<string, unknown>>;
}

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds: number;
  readonly MaxAttempts: number;
  readonly BackoffRate: number;
  readonly JitterStrategy?: string;
}

export interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
  readonly Assign?: Readonly<Record<string, unknown>>;
}

export type MachineName = 'Migrate' | 'RollBack' | 'Drill' | 'Decide' | 'ReplaceMaster' | 'RollMasters';

export function definitionOf(template: Template, machine: MachineName): Definition {
  const found = template
    .resources('AWS::StepFunctions::StateMachine')
    .find(({ Properties }) => String(Properties.StateMachineName).endsWith(`-${machine}`));
  if (!found) throw new Error(`No state machine ${machine}`);
  return JSON.parse(String(found.Properties.DefinitionString));
}

/** All states, those within branches too. Names are unique in a whole machine; another test sees to that. */
export function allStates({ States }: Definition): [string, StateDefinition][] {
  return Object.entries(States).flatMap(([name, state]): [string, StateDefinition][] => [
    [name, state],
    ...(state.Branches ?? []).flatMap(allStates),
  ]);
}

export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly kind: 'next' | 'choice' | 'catch';
  /** For `catch`: the errors. */
  readonly errors: readonly string[];
}

/** Every way from a state to another one, within branches too. */
export function edgesOf(definition: Definition): Edge[] {
  return allStates(definition).flatMap(([from, state]) => {
    const edge = (kind: Edge['kind'], to: string | undefined, errors: readonly string[] = []): Edge[] =>
      to === undefined ? [] : [{ from, to, kind, errors }];
    return [
      ...edge('next', state.Next),
      ...(state.Choices ?? []).flatMap(({ Next }) => edge('choice', Next)),
      ...edge('choice', state.Default),
      ...(state.Catch ?? []).flatMap((catcher) => edge('catch', catcher.Next, catcher.ErrorEquals)),
    ];
  });
}

/** The states that can be reached from `start`, itself included. */
export function reachable(start: string, edges: readonly Edge[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [start];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    if (seen.has(state)) continue;
    seen.add(state);
    for (const { from, to } of edges) if (from === state) open.push(to);
  }
  return seen;
}

/** Every JSONata expression of a definition, with the path to it. */
export function expressionsOf(
  definition: Definition,
): { readonly path: string; readonly expression: string }[] {
  return texts(definition, '').flatMap(({ path, text }) => {
    const expression = /^\{%(.*)%\}$/s.exec(text)?.[1]?.trim();
    return expression === undefined ? [] : [{ path, expression }];
  });
}

function texts(value: unknown, path: string): { path: string; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, item]) => texts(item, `${path}/${key}`));
}
