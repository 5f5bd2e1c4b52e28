import { Choice, type IChainable, type TaskStateBase } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { Outcomes, Page, Phase, StepOf } from '../../../lambdas/masters/contract/payloads.ts';
import { PAGES } from '../../../lambdas/masters/contract/states.ts';
import { condition, type Expression, expression, objectOf } from '../../shared/machines/expression.ts';
import { type Assigned, input } from '../../shared/machines/reader.ts';
import { type ReplaceVariables, set } from './variables.ts';

/** What all steps return. */
const came = input<StepOf<keyof Outcomes>>();

/** Where an outcome leads. */
export interface Way {
  readonly to: IChainable;
  /** What is waited for from here on; without it, what was waited for before. */
  readonly phase?: Phase;
  /** Other variables to set. */
  readonly assign?: Assigned<ReplaceVariables>;
  /** Only where this holds too; the outcome's other ways come after it. */
  readonly where?: string;
}

/** A way for each outcome but `stop`, which pages the operator; several, if their conditions differ. */
export type Ways<State extends keyof Outcomes> = Readonly<
  Record<Exclude<Outcomes[State], 'stop'>, Way | readonly Way[]>
>;

interface After<State extends keyof Outcomes> {
  readonly state: State;
  /** Name and explanation of the choice. */
  readonly choice: string;
  readonly comment: string;
  readonly ways: Ways<State>;
  readonly page: IChainable;
}

/** The choice after a step: each outcome leads its way; `stop`, and any unknown outcome, pages the operator. */
export function decide<State extends keyof Outcomes>(
  scope: Construct,
  step: TaskStateBase,
  { state, choice: name, comment, ways, page }: After<State>,
): void {
  const choice = Choice.jsonata(scope, name, { comment, assign: set({ page: pageOf(state) }) });
  for (const [outcome, given] of Object.entries<Way | readonly Way[]>(ways)) {
    for (const { to, phase, assign, where } of isList(given) ? given : [given]) {
      const all = set({ ...(phase && { phase }), ...assign });
      const conditions = [`${came('outcome')} = '${outcome}'`, ...(where ? [where] : [])];
      choice.when(
        condition(conditions.join(' and ')),
        to,
        Object.keys(all).length > 0 ? { assign: all } : {},
      );
    }
  }
  step.next(choice.otherwise(page));
}

function isList(given: Way | readonly Way[]): given is readonly Way[] {
  return Array.isArray(given);
}

/** The page that came with the outcome; without one, a page about the outcome itself. */
function pageOf(state: string): Expression<Page> {
  const unknown = objectOf<Page>({
    heading: expression<Page['heading']>(`'${PAGES.replacementFailed}'`),
    reason: expression<string>(
      `'${state} returned the unexpected outcome ' & ${known(came('outcome'))} & ': ' & ${known(came('reason'))}`,
    ),
  });
  return expression<Page>(`$exists(${came('page')}) ? ${came('page')} : ${unknown}`);
}

function known(text: Expression<string>): string {
  return `($exists(${text}) ? $string(${text}) : 'nothing')`;
}
