/** Hooks that the rehearsed stack doesn't make itself: nobody has their code here, so a stand-in answers for each. */
import type { HookAnswer, HookMoment, HooksSettings } from '../../../lambdas/migration/contract/hooks.ts';
import { HOOK_MOMENTS } from '../../../lambdas/migration/contract/hooks.ts';
import type { SynthesisedStack } from '../../app/synthesise.ts';
import { STACK_RESOURCES } from '../../snapshot/kinds/cloudformation.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { placeOfStack } from '../../values/facts.ts';

export interface StandIn {
  readonly kind: 'function' | 'stateMachine';
  readonly arn: string;
  /** When it is asked. */
  readonly moments: readonly HookMoment[];
}

/** What each of them answers. */
export const STAND_IN_ANSWER: HookAnswer = {
  verdict: 'pass',
  reason: 'a stand-in of the rehearsal answers for this hook',
};

const NAMED_BY: Readonly<Record<string, string>> = {
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::StepFunctions::StateMachine': 'StateMachineName',
};

/** @param snapshot undefined: there is none */
export function standInsFor(
  hooks: HooksSettings | undefined,
  stack: SynthesisedStack,
  snapshot: Pick<Snapshot, 'find'> | undefined,
): readonly StandIn[] {
  const own = namesOfOwn(stack, snapshot);
  const others = new Map<string, StandIn>();
  for (const moment of HOOK_MOMENTS) {
    const hook = hooks?.[moment];
    // What the stack itself makes gets its name at the deployment.
    if (!hook || hook.arn.includes('${Token[') || own.has(nameIn(hook.arn)) || own.has(hook.arn)) continue;
    const { kind, arn } = hook;
    others.set(arn, { kind, arn, moments: [...(others.get(arn)?.moments ?? []), moment] });
  }
  return [...others.values()];
}

/** In words that follow "Made up:". */
export function standInsInWords(standIns: readonly StandIn[]): readonly string[] {
  return standIns.map(
    (standIn) =>
      `the answer of ${hookInWords(standIn)}: the stack doesn't make it, so a stand-in says pass at once. What it would say, and what follows if it holds, fails or is late, is not rehearsed`,
  );
}

/** What is said when all was played. */
export function notRehearsedHooks(standIns: readonly StandIn[]): readonly string[] {
  return standIns.map(
    (standIn) => `Not rehearsed: ${hookInWords(standIn)}. A stand-in answered, which always says pass.`,
  );
}

/** What no stand-in can be: a published version has its number from Lambda. */
export function withoutStandIn(standIns: readonly StandIn[]): string | undefined {
  const numbered = standIns.filter(({ arn }) => /^\d+$/.test(qualifierIn(arn)));
  if (numbered.length === 0) return undefined;
  return `a stand-in for ${numbered.map(hookInWords).join(', ')}: name the function or an alias of it instead of a version`;
}

export function nameIn(arn: string): string {
  return arn.split(':')[6] ?? '';
}

/** Of a function: its alias or version; '' if there is none. */
export function qualifierIn(arn: string): string {
  return arn.split(':')[7] ?? '';
}

function hookInWords({ moments, arn }: StandIn): string {
  return `${moments.length === 1 ? 'the hook' : 'the hooks'} ${moments.join(', ')} (${arn})`;
}

function namesOfOwn(
  stack: SynthesisedStack,
  snapshot: Pick<Snapshot, 'find'> | undefined,
): ReadonlySet<string> {
  const { StackResourceSummaries = [] } =
    snapshot?.find(STACK_RESOURCES, placeOfStack(stack, stack.name)) ?? {};
  const given = Object.values(stack.template.Resources).map(
    ({ Type, Properties = {} }) => Properties[NAMED_BY[Type] ?? ''],
  );
  const made = StackResourceSummaries.map(({ PhysicalResourceId }) => PhysicalResourceId);
  return new Set([...given, ...made].filter((name): name is string => typeof name === 'string'));
}
