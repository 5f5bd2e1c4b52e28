import { UpdateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import { DisableRuleCommand, EnableRuleCommand } from '@aws-sdk/client-eventbridge';
import {
  DeleteFunctionCommand,
  PutFunctionConcurrencyCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import {
  type Change,
  ChangeResourceRecordSetsCommand,
  CreateHealthCheckCommand,
  CreateResourceRecordSetProtectionsCommand,
  DeleteHealthCheckCommand,
  DeleteResourceRecordSetProtectionsCommand,
  type ResourceRecordSetProtectionConfig,
  type ResourceRecordSetProtectionKey,
} from '@aws-sdk/client-route-53';
import {
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { DescribeExecutionCommand, StartExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import type { ExecutionView } from '../emulator/emulator.ts';
import type { Machine } from '../estate/home.ts';
import type { AwsClients } from '../stage/aws-clients.ts';
import type { Actor } from '../stage/director.ts';
import type { Mail } from '../stage/mailbox.ts';
import type { Situation } from '../stage/offline-aws.ts';
import type { Chronicle } from '../text/chronicle.ts';
import type { AlarmState } from '../world/alarm-rules.ts';
import type { World } from '../world/world.ts';

/**
 * Somebody with access to the account. They do what can be done in the console, by the same API calls, and know
 * their notifications and what the console shows.
 */
export class Person {
  readonly #actor: Actor<Situation>;
  readonly #clients: AwsClients;
  readonly #chronicle: Chronicle;
  readonly #now: () => number;
  readonly #arnOf: (machine: Machine) => string;

  /** @param arnOf names the stack's machines */
  constructor(
    actor: Actor<Situation>,
    clients: AwsClients,
    chronicle: Chronicle,
    { now, arnOf }: { readonly now: () => number; readonly arnOf: (machine: Machine) => string },
  ) {
    this.#actor = actor;
    this.#arnOf = arnOf;
    this.#clients = clients;
    this.#chronicle = chronicle;
    this.#now = now;
  }

  /** Starts a machine; returns the execution's ARN. */
  async starts(machine: Machine, input: object): Promise<string> {
    this.#note(`starts ${machine} with ${JSON.stringify(input)}`);
    const { executionArn = '' } = await this.#clients.sfn.send(
      new StartExecutionCommand({
        stateMachineArn: this.#arnOf(machine),
        input: JSON.stringify(input),
      }),
    );
    return executionArn;
  }

  async stops(executionArn: string, cause: string): Promise<void> {
    this.#note(`stops ${executionArn.split(':').slice(-2).join(' ')}: ${cause}`);
    await this.#clients.sfn.send(new StopExecutionCommand({ executionArn, cause }));
  }

  /** Changes a zone by hand. */
  async edits(zoneId: string, what: string, changes: readonly Change[]): Promise<void> {
    this.#note(what);
    const batch = { Changes: [...changes] };
    await this.#clients.route53.send(
      new ChangeResourceRecordSetsCommand({ HostedZoneId: zoneId, ChangeBatch: batch }),
    );
  }

  async protects(
    zoneId: string,
    ...protections: readonly ResourceRecordSetProtectionConfig[]
  ): Promise<void> {
    this.#note(`protects ${namesOf(protections)}`);
    await this.#clients.route53.send(
      new CreateResourceRecordSetProtectionsCommand({ HostedZoneId: zoneId, Protections: [...protections] }),
    );
  }

  async unprotects(zoneId: string, ...protections: readonly ResourceRecordSetProtectionKey[]): Promise<void> {
    this.#note(`removes the protection of ${namesOf(protections)}`);
    const keys = protections.map(({ RecordName, RecordType }) => ({ RecordName, RecordType }));
    await this.#clients.route53.send(
      new DeleteResourceRecordSetProtectionsCommand({ HostedZoneId: zoneId, Protections: keys }),
    );
  }

  /** Sets the only variable of a function's environment. */
  async sets(FunctionName: string, variable: string, value: string): Promise<void> {
    this.#note(`sets ${variable} of the function ${FunctionName} to ${value}`);
    const Environment = { Variables: { [variable]: value } };
    await this.#clients.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment }));
  }

  /** So that each call of it is throttled. */
  async throttlesFunction(FunctionName: string): Promise<void> {
    this.#note(`reserves no concurrency for the function ${FunctionName}`);
    await this.#clients.lambda.send(
      new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }),
    );
  }

  async deletesFunction(FunctionName: string): Promise<void> {
    this.#note(`deletes the function ${FunctionName}`);
    await this.#clients.lambda.send(new DeleteFunctionCommand({ FunctionName }));
  }

  async disablesRule(name: string): Promise<void> {
    this.#note(`disables the rule ${name}`);
    await this.#clients.eventBridge.send(new DisableRuleCommand({ Name: name }));
  }

  /** Of a group: all that are in it. */
  async deletesSchedules(GroupName: string): Promise<void> {
    this.#note(`deletes the schedules of ${GroupName}`);
    for (const Name of await this.#schedulesIn(GroupName))
      await this.#clients.scheduler.send(new DeleteScheduleCommand({ GroupName, Name }));
  }

  /** Of a group: all that are in it. */
  async disablesSchedules(GroupName: string): Promise<void> {
    this.#note(`disables the schedules of ${GroupName}`);
    for (const Name of await this.#schedulesIn(GroupName)) {
      const schedule = await this.#clients.scheduler.send(new GetScheduleCommand({ GroupName, Name }));
      const { ScheduleExpression, FlexibleTimeWindow, Target, EndDate } = schedule;
      const same = { GroupName, Name, ScheduleExpression, FlexibleTimeWindow, Target, EndDate };
      await this.#clients.scheduler.send(new UpdateScheduleCommand({ ...same, State: 'DISABLED' }));
    }
  }

  async #schedulesIn(GroupName: string): Promise<readonly string[]> {
    const { Schedules = [] } = await this.#clients.scheduler.send(new ListSchedulesCommand({ GroupName }));
    return Schedules.flatMap(({ Name }) => Name ?? []);
  }

  async enablesRule(name: string): Promise<void> {
    this.#note(`enables the rule ${name}`);
    await this.#clients.eventBridge.send(new EnableRuleCommand({ Name: name }));
  }

  /** Sets the least and the wanted number of a group's instances. */
  async scalesGroup(name: string, size: number): Promise<void> {
    this.#note(`scales the Auto Scaling group ${name} to ${size}`);
    await this.#clients.autoScaling.send(
      new UpdateAutoScalingGroupCommand({
        AutoScalingGroupName: name,
        MinSize: size,
        DesiredCapacity: size,
      }),
    );
  }

  async deletesHealthCheck(id: string): Promise<void> {
    this.#note(`deletes the health check ${id}`);
    await this.#clients.route53.send(new DeleteHealthCheckCommand({ HealthCheckId: id }));
  }

  /** Returns its id. */
  async makesHealthCheckOf(domainName: string): Promise<string> {
    this.#note(`creates a health check for ${domainName}`);
    const { HealthCheck } = await this.#clients.route53.send(
      new CreateHealthCheckCommand({
        CallerReference: `of-${domainName}`,
        HealthCheckConfig: { Type: 'HTTPS', FullyQualifiedDomainName: domainName },
      }),
    );
    return HealthCheck?.Id ?? '';
  }

  /** Waits for some minutes. */
  waits(minutes: number): Promise<void> {
    return this.#actor.at(this.#now() + minutes * 60_000);
  }

  /** Waits for a notification whose subject is like `subject`, after those that were there already. */
  isNotified(subject: RegExp): Promise<Mail> {
    const since = this.#now();
    return this.#actor.until(`a notification like ${subject}`, ({ mails }) =>
      mails.find((mail) => mail.at >= since && subject.test(mail.subject)),
    );
  }

  /** Waits until the console shows the newest execution of a machine in this state. */
  sees(machine: Exclude<Machine, 'Decide'>, state: string): Promise<ExecutionView> {
    return this.#actor.until(`${machine} to be in ${state}`, ({ executions }) => {
      const newest = executions.findLast((each) => each.machine.endsWith(`-${machine}`));
      return newest?.within.includes(state) ? newest : undefined;
    });
  }

  /** Waits until CloudWatch shows an alarm in this state. */
  seesAlarm(world: Pick<World, 'alarms'>, name: string, state: AlarmState): Promise<true> {
    const isIt = () =>
      world.alarms.some((alarm) => alarm.definition.name === name && alarm.status.state === state);
    return this.#actor.until(`the alarm ${name} to be in ${state}`, () => isIt() || undefined);
  }

  /** Waits until an execution has ended. */
  seesTheEndOf(executionArn: string): Promise<ExecutionView> {
    return this.#actor.until(`${executionArn.split(':').slice(-2).join(' ')} to end`, ({ executions }) =>
      executions.find((each) => each.executionArn === executionArn && each.status !== 'RUNNING'),
    );
  }

  /** Waits until no execution runs any more; returns those that ended since `since`. */
  seesAllAtRest(): Promise<readonly ExecutionView[]> {
    return this.#actor.until('all executions to end', ({ executions }) =>
      executions.every(({ status }) => status !== 'RUNNING') ? executions : undefined,
    );
  }

  /** What the console shows of an execution now. */
  async looksAt(executionArn: string) {
    return this.#clients.sfn.send(new DescribeExecutionCommand({ executionArn }));
  }

  /** Waits until `seen` sees what it looks for. */
  until<T>(what: string, seen: (situation: Situation) => T | undefined): Promise<T> {
    return this.#actor.until(what, seen);
  }

  #note(what: string): void {
    this.#chronicle.add('person', `${this.#actor.who} ${what}`);
  }
}

function namesOf(protections: readonly ResourceRecordSetProtectionKey[]): string {
  return protections.map(({ RecordName, RecordType }) => `${RecordName} ${RecordType}`).join(', ');
}
