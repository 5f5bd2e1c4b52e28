/** What only the stack needs: who is notified, and the network of functions. */
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { type Home, pathOf, readArnOf } from './arn.ts';
import { readEach } from './lists.ts';
import { attributeOf, type Place, show } from './place.ts';
import { readFlag, readText, readTextOrToken } from './values.ts';

export interface NotifySettings {
  readonly emails: readonly string[];
  /** An existing topic; absent: the stack makes one. */
  readonly topicArn?: string;
  /** A topic more, for a chat. */
  readonly chat?: true;
}

export interface NetworkSettings {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

const NOT_PUBLISHED = "the functions publish and subscribe in the stack's account and region";
const TOPIC = {
  what: 'an SNS topic',
  shown: 'the ARN of a standard SNS topic (a FIFO one sends no e-mail)',
  service: 'sns',
  resource: /^([A-Za-z0-9_-]{1,256})$/,
  example: "'arn:aws:sns:<region>:<account>:<name>' of a standard topic",
  whyRegion: NOT_PUBLISHED,
  whyAccount: NOT_PUBLISHED,
};
const NOTIFY_EXAMPLE = "notify: { emails: ['oncall@example.com'] }";

export function readNotify(place: Place, home: Home): NotifySettings | undefined {
  if (typeof place.value === 'string')
    return place.problem('who is notified: an object', `{ emails: [${show(place.value)}] }`);
  const fields = place.fields(['emails', 'topic', 'chat'], {
    what: 'who is notified',
    example: NOTIFY_EXAMPLE,
    synonyms: { topicArn: 'topic' },
  });
  if (!fields) return undefined;
  const emails = readEmails(fields.emails, !fields.topic.isLeftOut);
  const topicArn = readTopic(fields.topic, home);
  if (fields.emails.isLeftOut && fields.topic.isLeftOut)
    return place.problem('somebody to notify: e-mail addresses, a topic, or both', NOTIFY_EXAMPLE);
  const chat = readFlag(fields.chat, false) || undefined;
  return { emails, ...(topicArn !== undefined && { topicArn }), ...(chat && { chat }) };
}

/**
 * As RFC 5321 has it, without quoted and literal forms: 64 characters at most before the `@`, and a domain of two labels
 * or more after it. Whether it exists shows when SNS asks for confirmation.
 */
const EMAIL =
  /^(?=.{1,254}$)(?=[^@]{1,64}@)[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i;

/** @param isOptional somebody else is notified already */
function readEmails(place: Place, isOptional: boolean): string[] {
  if (place.isLeftOut) return [];
  const example = `emails: ['oncall@example.com']${isOptional ? ', or leave it out' : ''}`;
  return readEach(place, {
    of: 'an e-mail address',
    atLeast: 1,
    atMost: 100,
    example,
    read: readEmail,
    keyOf: (email) => email.toLowerCase(),
    each: 'each address',
  });
}

function readEmail(place: Place): string | undefined {
  const wanted = { what: 'an e-mail address', example: "'oncall@example.com'" };
  const text = readText(place, wanted);
  if (text === undefined || EMAIL.test(text)) return text;
  const bare = bareAddress(text);
  if (bare === text || !EMAIL.test(bare)) return place.problem(wanted.what, wanted.example);
  return place.problem('an e-mail address alone, because SNS takes nothing beside it', `'${bare}'`);
}

/** Without what a mail program puts around it: `On call <oncall@example.com>`, `mailto:…`. */
function bareAddress(text: string): string {
  const [, enclosed] = /<([^<>]*)>\s*$/.exec(text) ?? [];
  return (enclosed ?? text).trim().replace(/^mailto:/i, '');
}

function readTopic(place: Place, home: Home): string | undefined {
  if (place.isLeftOut) return undefined;
  if (attributeOf(place.value, 'fifo') === true)
    return place
      .with(pathOf(place.value))
      .problem(
        'a standard topic: a FIFO topic accepts no message without a group',
        'a topic without `fifo: true`',
      );
  return readArnOf(place, 'topicArn', TOPIC, home);
}

export function readNetwork(place: Place): NetworkSettings | undefined {
  const fields = place.fields(['vpcId', 'subnetIds', 'securityGroupIds'], { what: 'a network' });
  if (!fields) return undefined;
  const vpcId = readId(fields.vpcId, 'vpc');
  const subnetIds = readIds(fields.subnetIds, 'subnet', 16);
  const securityGroupIds = readIds(fields.securityGroupIds, 'sg', 5);
  return vpcId === undefined ? undefined : { vpcId, subnetIds, securityGroupIds };
}

function readIds(place: Place, prefix: string, atMost: number): string[] {
  return readEach(place, {
    of: `an id ${prefix}-…`,
    atLeast: 1,
    atMost,
    example: `['${prefix}-0123456789abcdef0']`,
    read: (at) => readId(at, prefix),
    keyOf: String,
    each: 'each id',
  });
}

/** EC2's ids: 8 hexadecimal digits, 17 in newer ones. */
function readId(place: Place, prefix: string): string | undefined {
  const wanted = {
    what: `an id ${prefix}-… of 8 or 17 hexadecimal digits`,
    example: `'${prefix}-0123456789abcdef0'`,
  };
  const text = readTextOrToken(place, wanted);
  if (text === undefined || place.isToken) return text;
  return new RegExp(`^${prefix}-(?:[0-9a-f]{8}|[0-9a-f]{17})$`).test(text)
    ? text
    : place.problem(wanted.what, wanted.example);
}

export function readRunbookUrl(place: Place): string | undefined {
  if (place.isLeftOut) return 'docs/runbook.md';
  const wanted = {
    what: 'an https URL without a fragment',
    example: "'https://example.com/runbook', or leave it out",
  };
  const text = readText(place, wanted);
  if (text === undefined) return undefined;
  const isWhole = /^https:\/\/[^\s#<>"]+$/i.test(text) && URL.canParse(text);
  if (!isWhole) return place.problem(wanted.what, wanted.example);
  const { username, password } = new URL(text);
  if (username || password)
    return place.problem(
      `${wanted.what} and without a password: everybody who is notified can read it`,
      wanted.example,
      'a URL with a password in it',
    );
  return text;
}

export function readLogRetention(place: Place): RetentionDays | undefined {
  if (place.isLeftOut) return RetentionDays.ONE_YEAR;
  const known = Object.values(RetentionDays).filter((days) => typeof days === 'number');
  return (
    known.find((days) => days === place.value) ?? place.problem('a RetentionDays', 'RetentionDays.ONE_YEAR')
  );
}
