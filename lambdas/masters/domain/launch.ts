/** Whether Auto Scaling launches a replacement, and if not, why. */

import { duration } from '../../shared/domain/text.ts';
import type { Page } from '../contract/payloads.ts';
import { PAGES, type PageHeading } from '../contract/states.ts';
import type { Activity, AutoScalingGroup } from './auto-scaling-group.ts';
import { successorsOf } from './view.ts';

export interface LaunchQuestion {
  readonly name: string;
  /** Undefined: there is none of that name with the cluster's tags. */
  readonly group: AutoScalingGroup | undefined;
  readonly victim: string;
  /** EC2's state of an instance: '' for one that it doesn't know (yet, or any more). */
  readonly stateOf: (instance: string) => string;
  /** Newest first. */
  readonly activities: readonly Activity[];
  /** Activities that began before are of something else, epoch milliseconds. */
  readonly from: number;
  readonly waitedSeconds: number;
  readonly launchSeconds: number;
}

export type LaunchVerdict =
  | { readonly verdict: 'ready'; readonly reason: string; readonly instance: string }
  | { readonly verdict: 'pending'; readonly reason: string }
  | { readonly verdict: 'stop'; readonly reason: string; readonly page: Page };

export function judgeLaunch(question: LaunchQuestion): LaunchVerdict {
  const { group, victim, stateOf, waitedSeconds, launchSeconds } = question;
  const alive = successorsOf(group?.instances ?? [], victim).filter(({ id }) => isAlive(stateOf(id)));
  const [instance] = alive;
  if (instance) {
    const reason = `${instance.id} was launched: ${instance.lifecycle}, EC2 says ${stateOf(instance.id)}.`;
    return { verdict: 'ready', reason, instance: instance.id };
  }
  const obstacle = whyNoneComes(question.name, group);
  if (obstacle) return stop(obstacle);
  const failure = lastFailure(question.activities, question.from);
  if (failure && !failure.mayPass) return stop(failure);
  if (waitedSeconds < launchSeconds) {
    const seen = failure ? ` Auto Scaling tries again after: ${failure.reason}` : '';
    return {
      verdict: 'pending',
      reason: `No replacement yet; it may take ${duration(launchSeconds)}.${seen}`,
    };
  }
  const none = `Nothing was launched in ${question.name} in ${duration(waitedSeconds)}, and Auto Scaling does not say why.`;
  return stop(failure ?? { heading: PAGES.launchFailed, reason: none });
}

function stop({ heading, reason }: Page): LaunchVerdict {
  return { verdict: 'stop', reason, page: { heading, reason } };
}

function isAlive(state: string): boolean {
  return state === 'pending' || state === 'running';
}

/** What keeps a group from launching, whatever AWS has: that it isn't there, wants nothing, or may not. */
export function whyNoneComes(
  name: string,
  group: Pick<AutoScalingGroup, 'desired' | 'suspended'> | undefined,
): Page | undefined {
  if (!group)
    return { heading: PAGES.groupGone, reason: `There is no group ${name} with the cluster's tags.` };
  if (group.desired < 1)
    return { heading: PAGES.groupGone, reason: `${name} has a desired capacity of ${group.desired}.` };
  const suspended = group.suspended.find((one) => one.process === 'Launch');
  return suspended && { heading: PAGES.launchSuspended, reason: suspendedReason(name, suspended.reason) };
}

/** Source: DescribeAutoScalingGroups' SuspensionReason: `User suspended at …`, and AWS' own administrative suspension. */
function suspendedReason(name: string, said: string): string {
  const who = /^user\b/i.test(said)
    ? 'by a user of the account'
    : /admin/i.test(said)
      ? 'by AWS itself, after a day of failed launches'
      : 'by someone unknown';
  return `Launching is suspended in ${name}, ${who}: "${said}".`;
}

interface Failure extends Page {
  /** Auto Scaling's next try may succeed. */
  readonly mayPass: boolean;
}

/**
 * What Auto Scaling's status messages say of a launch that failed, by what helps.
 * Source: Auto Scaling's guide, "Troubleshoot Amazon EC2 Auto Scaling" (instance launch failures, AMI issues, KMS keys).
 */
const CAUSES: readonly { readonly said: RegExp; readonly heading: PageHeading; readonly mayPass: boolean }[] =
  [
    {
      said: /sufficient .*capacity|Insufficient\w*Capacity|UnfulfillableCapacity|no spot capacity/i,
      heading: PAGES.noCapacity,
      mayPass: true,
    },
    {
      // What the account may have at most, and a subnet's addresses: others may give some back, or a person adds to it.
      said: /limit of \d+ allows|quota allows|(?:vcpu|instance|volume)LimitExceeded|max ?spot ?instance ?count ?exceeded|(?:not enough |Insufficient)free ?addresses/i,
      heading: PAGES.noCapacity,
      mayPass: true,
    },
    {
      said: /Client\.InternalError|\bkms\b|encrypted/i,
      heading: PAGES.launchFailed,
      mayPass: false,
    },
    {
      said: /launch template|launch configuration|\bAMI\b|image id|security group|key pair|instance profile|subnet/i,
      heading: PAGES.launchFailed,
      mayPass: false,
    },
    {
      said: /UnauthorizedOperation|not authorized|not subscribed|supported|invalid/i,
      heading: PAGES.launchFailed,
      mayPass: false,
    },
  ];

/** Undefined too when the newest launch did not fail: what failed before it has passed. */
function lastFailure(activities: readonly Activity[], from: number): Failure | undefined {
  const newest = activities
    .filter(({ description, startedAt }) => /^Launching/.test(description) && Date.parse(startedAt) >= from)
    .toSorted((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt))
    .find(({ status }) => ENDED.includes(status));
  if (newest?.status !== 'Failed') return undefined;
  const { message, startedAt } = newest;
  const cause = CAUSES.find(({ said }) => said.test(message));
  const reason = `The launch of ${startedAt} failed: ${message || 'Auto Scaling does not say why.'}`;
  return { heading: cause?.heading ?? PAGES.launchFailed, mayPass: cause?.mayPass ?? true, reason };
}

const ENDED: readonly string[] = ['Successful', 'Failed', 'Cancelled'];
