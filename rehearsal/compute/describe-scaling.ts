import { validationError } from './errors.ts';
import type { Groups } from './group.ts';
import type { AutoScalingOperations, PageRequest } from './operations.ts';
import { paged } from './pages.ts';
import type { ScalingPolicy, ScheduledAction } from './types.ts';

type Operations = Pick<AutoScalingOperations, 'describePolicies' | 'describeScheduledActions'>;

/** Policies and scheduled actions: they are described, and do nothing by themselves. SPEC.md, "Describing groups". */
export class ScalingDescriptions implements Operations {
  readonly #groups: Groups;
  readonly #policies: readonly ScalingPolicy[];
  readonly #actions: readonly ScheduledAction[];

  constructor(groups: Groups, policies: readonly ScalingPolicy[], actions: readonly ScheduledAction[]) {
    this.#groups = groups;
    this.#policies = policies;
    this.#actions = actions;
  }

  describePolicies: Operations['describePolicies'] = (input = {}) => {
    const { PolicyNames: names = [] } = input;
    const page = this.#page(this.#policies, ({ PolicyName }) => PolicyName, names, input);
    return { ScalingPolicies: page.items, NextToken: page.nextToken };
  };

  describeScheduledActions: Operations['describeScheduledActions'] = (input = {}) => {
    const { ScheduledActionNames: names = [] } = input;
    const page = this.#page(this.#actions, ({ ScheduledActionName }) => ScheduledActionName, names, input);
    return { ScheduledUpdateGroupActions: page.items, NextToken: page.nextToken };
  };

  /** Of a group, which must be there, or of all; 50 a page, at most 100. */
  #page<T extends { readonly AutoScalingGroupName: string }>(
    all: readonly T[],
    nameOf: (each: T) => string,
    names: readonly string[],
    { AutoScalingGroupName: group, MaxRecords: size = 50, NextToken }: PageRequest & InGroup,
  ) {
    if (!Number.isInteger(size) || size < 1 || size > 100)
      throw validationError(`The value of MaxRecords must be between 1 and 100, not ${size}`);
    if (group !== undefined) this.#groups.get(group);
    const found = all
      .filter((each) => group === undefined || each.AutoScalingGroupName === group)
      .filter((each) => names.length === 0 || names.includes(nameOf(each)));
    return paged(found, size, NextToken, [group, names]);
  }
}

interface InGroup {
  readonly AutoScalingGroupName?: string | undefined;
}
