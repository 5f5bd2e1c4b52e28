import type { IRole } from 'aws-cdk-lib/aws-iam';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct, type IConstruct } from 'constructs';
import { WATCH } from '../../lambdas/migration/contract/states.ts';
import { functionArn } from '../shared/functions/function-arn.ts';
import { allow } from '../shared/iam/common.ts';
import { roleFor } from '../shared/iam/role.ts';

/** Name of the group, which is also that of the function that its schedules call. */
export function watchGroup(name: string): string {
  return `${name}-${WATCH.watch}`;
}

/**
 * Where runs make the schedules by which Watch is called, and the role by which it is. A run makes its own, because only while
 * one is open there is something to watch; the group is deleted with the stack, and takes what is in it along.
 */
export class WatchSchedules extends Construct {
  readonly group: string;
  readonly role: IRole;
  readonly #schedules: CfnScheduleGroup;

  /** @param name of the migration */
  constructor(scope: Construct, id: string, name: string) {
    super(scope, id);
    this.group = watchGroup(name);
    this.#schedules = new CfnScheduleGroup(this, 'Group', { name: this.group });
    this.role = roleFor(this, {
      service: 'scheduler',
      description: 'Lets the schedules of runs call Watch',
      policy: 'Call',
      grants: allow(['lambda:InvokeFunction'], [functionArn(this, this.group)]),
    });
  }

  /** As long as there are schedules, there is the function that they call. */
  after(watch: IConstruct): void {
    this.#schedules.node.addDependency(watch);
  }
}
