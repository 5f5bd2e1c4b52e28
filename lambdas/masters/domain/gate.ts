/**
 * Whether a master may be taken down now, as etcd sees it.
 *
 * Without the victim, a quorum of each etcd cluster must be left: more than half of all members, which report themselves
 * healthy and last. A master lasts if it stays, or if it waits in our hook and its wait is extended for long enough. It does
 * not if nobody extends its wait (a person dismissed it, its hook was completed), if AWS takes it soon whatever the hook
 * says, or if EC2 has warned of its interruption.
 *
 * Waiting masters must count for each other: if two or all of three members wait, one or none of the others stays, and a
 * quorum is two, so none could ever be released. The lease releases them one after the other, and after the first, the
 * next one's sum lacks that member until its successor is healthy. No master is released while another is gone and not yet
 * back, even if the sum would allow it. A member that does not last is replaced, and its successor counts, or its warning
 * grows old. So a master waits for as long as that takes, and people are notified after `patience`.
 */

import { countOf, duration } from '../../shared/domain/text.ts';
import type { Page } from '../contract/payloads.ts';
import { PAGES } from '../contract/states.ts';
import type { Leaving } from './lasting.ts';
import { type EtcdClusterHealth, titleOf } from './members.ts';

export interface GateQuestion {
  /**
   * `voluntary`: only this request takes the master down, so it can be refused. `involuntary`: AWS takes it sooner or later;
   * only its wait can be extended.
   */
  readonly request: 'voluntary' | 'involuntary';
  readonly victim: { readonly instance: string; readonly running: boolean };
  readonly clusters: readonly EtcdClusterHealth[];
  /** Other masters that serve, but will be gone before a replacement of the victim is back. */
  readonly leaving: readonly Leaving[];
  /** How many masters' answers can be trusted. */
  readonly answered: number;
  /** Masters that refused the token, or have another certificate: in words. */
  readonly refused: readonly string[];
  /** Other masters that are gone, and not yet back as members: in words. */
  readonly recovering: readonly string[];
  /** Other masters that serve, and that AWS takes: in words. */
  readonly going: readonly string[];
  /** Instances that become members in place of other groups' masters, which no execution lets settle. */
  readonly newMembers: readonly string[];
  /** Seconds since the first look in an unbroken row at which all of those were healthy; 0 at the first. */
  readonly settledSeconds: number;
  /** Why a voluntarily terminated master would not be replaced. */
  readonly obstacle?: Page | undefined;
  /** Seconds since the first doubtful look in an unbroken row; 0 at the first. */
  readonly doubtedSeconds: number;
  /** For how many seconds the victim has waited in its hook. */
  readonly heldSeconds: number;
  readonly limits: GateLimits;
}

/** Seconds. */
export interface GateLimits {
  /** Doubts that end within this are not reported. */
  readonly doubtSeconds: number;
  /** After a master has waited this long, people are notified. */
  readonly patienceSeconds: number;
  /** How long a replacement may take to be a member … */
  readonly joinSeconds: number;
  /** … and how long it settles then before the next master goes. */
  readonly settleSeconds: number;
  /** No longer than this is a master held: AWS lets it go soon after. */
  readonly holdSeconds: number;
}

/** A doubt of the gate's own. */
export interface Doubt extends Page {
  readonly heading: (typeof PAGES)['quorumLost' | 'quorumAtRisk' | 'credentialsRefused'];
}

export interface GateVerdict {
  /** `gone`: it runs no more, so there is nothing to decide. */
  readonly verdict: 'proceed' | 'gone' | 'wait' | 'stop';
  readonly reason: string;
  /** A line for each etcd cluster. */
  readonly arithmetic: readonly string[];
  /** Whether members have just come back, and all of them are healthy. */
  readonly settling: boolean;
  /** With `stop`: what the operator is paged for. */
  readonly page?: Page;
  /** With `wait`: what the operator is notified of, while it is waited on. */
  readonly notice?: Doubt;
}

/** An etcd cluster without the victim's member. */
interface Sum {
  readonly members: number;
  readonly quorum: number;
  readonly others: number;
  /** Without those that are leaving. */
  readonly healthyOthers: number;
  /** Now: with the victim's own, and with those that are leaving. */
  readonly healthy: number;
  readonly text: string;
}

/** More than half of the members. */
export function quorumOf(members: number): number {
  return Math.floor(members / 2) + 1;
}

export function judgeQuorum(question: GateQuestion): GateVerdict {
  const sums = question.clusters.map((cluster) => sumOf(cluster, question));
  const arithmetic = sums.map(({ text }) => text);
  const settling = question.newMembers.length > 0 && areWell(question);
  if (!question.victim.running) return { ...goneReason(sums), arithmetic, settling };
  const verdict =
    question.request === 'voluntary' ? judgeVoluntary(question, sums) : judgeHeld(question, sums);
  return { ...verdict, arithmetic, settling };
}

type Verdict = Omit<GateVerdict, 'arithmetic' | 'settling'>;

function sumOf(cluster: EtcdClusterHealth, { victim, leaving }: GateQuestion): Sum {
  const { members } = cluster;
  const quorum = quorumOf(members.length);
  // One is the victim's own: who has the volume of another one besides takes that down, too.
  const own = members.find(({ instance }) => instance !== '' && instance === victim.instance);
  const others = members.filter((one) => one !== own);
  const uncounted = others.flatMap(({ name, instance, healthy, reason }) => {
    const why = healthy ? leaving.find((one) => one.instance === instance)?.reason : reason;
    return why === undefined ? [] : [`${name}: ${why}`];
  });
  const healthyOthers = others.length - uncounted.length;
  const sum = `${titleOf(cluster)}: ${healthyOthers} of the ${countOf(others.length, 'other member')} healthy and lasting, quorum of ${members.length} is ${quorum}`;
  return {
    members: members.length,
    quorum,
    others: others.length,
    healthyOthers,
    healthy: members.filter(({ healthy }) => healthy).length,
    text: uncounted.length === 0 ? `${sum}.` : `${sum}; ${uncounted.join('; ')}.`,
  };
}

function goneReason(sums: readonly Sum[]): Verdict {
  const lost = isLost(sums) ? ' Quorum is lost without it: only its volumes can restore it.' : '';
  return { verdict: 'gone', reason: `The master no longer runs, so nothing can be disturbed.${lost}` };
}

/** Known of fewer members than a quorum that they are healthy. What isn't known to have quorum is taken to have none. */
function isLost(sums: readonly Sum[]): boolean {
  return sums.length === 0 || sums.some(({ healthy, quorum }) => healthy < quorum);
}

function judgeVoluntary(question: GateQuestion, sums: readonly Sum[]): Verdict {
  const { obstacle, recovering, going, doubtedSeconds, limits } = question;
  const gone = [...recovering, ...going];
  if (obstacle) return { verdict: 'stop', reason: obstacle.reason, page: obstacle };
  const tooFew = sums.some(({ others, quorum }) => others < quorum);
  const whole = sums.length > 0 && sums.every(({ others, healthyOthers }) => healthyOthers === others);
  if (whole && !tooFew && gone.length === 0)
    return { verdict: 'proceed', reason: 'All other members are healthy, and they are a quorum without it.' };
  const doubts = [
    ...(tooFew ? ['There are too few members for a quorum without one of them.'] : []),
    ...(whole ? [] : ['Not all other members are known to be healthy.']),
    ...gone.map((one) => `Another master is being terminated or recovered: ${one}.`),
  ].join(' ');
  // Members that are too few do not become more by waiting.
  if (!tooFew && doubtedSeconds < limits.doubtSeconds)
    return { verdict: 'wait', reason: `${doubts} Checks again before giving up.` };
  const text = `${doubts} Only this request takes the master down, so it stays running.`;
  return { verdict: 'stop', reason: text, page: doubtOf(question, sums, text) };
}

function judgeHeld(question: GateQuestion, sums: readonly Sum[]): Verdict {
  const { recovering, heldSeconds, doubtedSeconds, limits } = question;
  const enough = sums.length > 0 && sums.every(({ healthyOthers, quorum }) => healthyOthers >= quorum);
  const isLong = heldSeconds >= limits.holdSeconds;
  // With two down at once, one fewer may still fail. This one waits in its hook; the other one's execution pages.
  if (enough && recovering.length > 0 && !isLong)
    return { verdict: 'wait', reason: `Another master is being recovered: ${recovering.join('; ')}.` };
  const unsettled = whyUnsettled(question);
  if (enough && unsettled !== '' && !isLong) return { verdict: 'wait', reason: unsettled };
  if (enough) return { verdict: 'proceed', reason: 'The other healthy members are a quorum without it.' };
  const why = 'Without it, the members known to be healthy are no quorum.';
  if (isLong) {
    const text = `${why} It has waited for ${duration(heldSeconds)}, and AWS will not wait much longer.`;
    return { verdict: 'stop', reason: text, page: doubtOf(question, sums, text) };
  }
  const text = `${why} It waits, for ${duration(limits.holdSeconds - heldSeconds)} more at most.`;
  const notice = doubtOf(question, sums, text);
  const patience = notice.heading === PAGES.quorumAtRisk ? limits.patienceSeconds : limits.doubtSeconds;
  return { verdict: 'wait', reason: text, ...(doubtedSeconds >= patience ? { notice } : {}) };
}

/** Whether each new member is healthy in every etcd cluster. */
function areWell({ newMembers, clusters }: GateQuestion): boolean {
  return newMembers.every((id) =>
    clusters.every(({ members }) => members.some(({ instance, healthy }) => instance === id && healthy)),
  );
}

/** For how long a master waits at most so that the member which its successor has become may settle. */
export function settlingSeconds({
  joinSeconds,
  settleSeconds,
}: Pick<GateLimits, 'joinSeconds' | 'settleSeconds'>): number {
  return joinSeconds + settleSeconds;
}

/**
 * Members that have just come back are to last, as after every replacement. It is waited for as long as that may take; one
 * that isn't back by then only lacks in the sum. '' where nothing is waited for.
 */
function whyUnsettled(question: GateQuestion): string {
  const { newMembers, settledSeconds, heldSeconds, limits } = question;
  const { settleSeconds } = limits;
  const isSettled = areWell(question) && settledSeconds >= settleSeconds;
  if (newMembers.length === 0 || isSettled || heldSeconds >= settlingSeconds(limits)) return '';
  return `${newMembers.join(', ')} took another member's place and has not been healthy for ${duration(settleSeconds)} yet.`;
}

/** Which of the runbook's headings helps: nobody answers because nobody may ask, quorum is lost, or it is only near. */
function doubtOf({ answered, refused }: GateQuestion, sums: readonly Sum[], text: string): Doubt {
  const arithmetic = sums.map((sum) => sum.text);
  if (answered === 0 && refused.length > 0)
    return { heading: PAGES.credentialsRefused, reason: [text, ...refused].join(' ') };
  const heading = isLost(sums) ? PAGES.quorumLost : PAGES.quorumAtRisk;
  return { heading, reason: [text, ...arithmetic].join(' ') };
}
