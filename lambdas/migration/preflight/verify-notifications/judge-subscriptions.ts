import { countOf } from '../../../shared/domain/text.ts';
import type { Finding } from '../../contract/findings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { compact } from '../../domain/readiness/compact.ts';
import { notesOf } from '../../domain/readiness/finding.ts';
import type { Reading } from '../../domain/reading.ts';
import type { ListedSubscriptions, Subscription } from '../../ports/subscriptions.ts';

const notes = notesOf(MIGRATE.verifyNotifications);
const WHY =
  'Without a confirmed subscription nobody learns of a rollback or of a hold that waits for a decision.';
/** Source: Subscribe in SNS's API reference. */
const CONFIRM =
  'Follow the link in the message that SNS sent: it is valid for two days. Later, subscribe again.';

/** One confirmed subscription is enough to be heard. Those that are pending are named: somebody counts on them. */
export function judgeSubscriptions(
  topicArn: string,
  listed: Reading<ListedSubscriptions>,
): readonly Finding[] {
  const topic = topicArn.split(':').at(-1) ?? topicArn;
  if (!listed.known)
    return [
      notes.fail(topic, 'subscriptions-unreadable', {
        seen: `The topic's subscriptions could not be listed: ${listed.why}`,
        why: 'Whether anybody is notified is unknown.',
        toDo: 'Fix what the message says, then start again.',
      }),
    ];
  const { subscriptions } = listed.value;
  const pending = subscriptions.filter(({ state }) => state === 'pending').map(judgePending);
  return [judgeTopic(topic, listed.value), ...compact(pending)];
}

function judgeTopic(topic: string, { subscriptions, isCut }: ListedSubscriptions): Finding {
  const confirmed = subscriptions.filter(({ state }) => state === 'confirmed');
  const all = `${isCut ? 'the first ' : ''}${countOf(subscriptions.length, 'subscription')}`;
  if (confirmed.length > 0)
    return notes.pass(topic, 'subscription-confirmed', {
      seen: `${confirmed.length} of ${all} confirmed: ${protocolsOf(confirmed)}.`,
      why: WHY,
    });
  return notes.fail(topic, 'subscription-not-confirmed', {
    seen: subscriptions.length === 0 ? 'The topic has no subscription.' : `None of ${all} is confirmed.`,
    why: WHY,
    toDo: subscriptions.length === 0 ? 'Subscribe somebody to the topic, and confirm it.' : CONFIRM,
  });
}

function judgePending(subscription: Subscription): Finding {
  return notes.warn(shown(subscription), 'subscription-pending', {
    seen: 'The subscription is not confirmed.',
    why: 'Until then it gets no notification.',
    toDo: CONFIRM,
  });
}

/** `email 2, lambda 1` */
function protocolsOf(subscriptions: readonly Subscription[]): string {
  const groups = Map.groupBy(subscriptions, ({ protocol }) => protocol);
  return [...groups].map(([protocol, group]) => `${protocol} ${group.length}`).join(', ');
}

/** Who must act finds it by that. Of a URL only the host, whose path or user may be a secret; of a telephone number only its end. */
function shown({ protocol, endpoint }: Subscription): string {
  if (protocol.startsWith('http'))
    return URL.canParse(endpoint) ? `${protocol} ${new URL(endpoint).host}` : protocol;
  if (protocol === 'sms') return `sms …${endpoint.slice(-3)}`;
  return `${protocol} ${endpoint}`;
}
