/** What Route 53 refuses about a batch, and which of its names it means, as far as its words say so. */

import { displayName } from '../../shared/contract/dns-names.ts';
import { cut, fitting } from '../../shared/domain/text.ts';
import { MOST_LISTED } from '../contract/payloads.ts';
import type { Batch } from './batches.ts';
import type { ResourceRecordSet } from './record-set.ts';

/** Most that is kept of Route 53's words on one name, characters. */
const MOST_WORDS = 500;

const NO_HEALTH_CHECK = 'NoSuchHealthCheck: ';

/** An error of ChangeResourceRecordSets, as the SDK and Route 53 call it. */
export interface ChangeError {
  readonly name: string;
  readonly message: string;
  /** Those of `InvalidChangeBatch`, where the service sends them one by one. */
  readonly messages?: readonly string[] | undefined;
}

/**
 * Route 53's words where it refuses a batch for what the batch holds, so that it may accept another one. Undefined for
 * every other error: the zone is not there, the caller may not, the service is away.
 * Source: the errors of ChangeResourceRecordSets in the API reference.
 */
export function refusalOf({ name, message, messages = [] }: ChangeError): readonly string[] | undefined {
  switch (name) {
    case 'InvalidChangeBatch':
      return messages.length > 0 ? messages : [message];
    case 'NoSuchHealthCheck':
    case 'InvalidInput':
    // The pacer's: it was throttled for too long, and is decided anew in smaller ones.
    case 'TooManyChanges':
      return [`${name}: ${message}`];
    default:
      return undefined;
  }
}

/**
 * Route 53's messages, one by one: the service puts those of a batch into one bracketed text, with commas inside the
 * messages too. A message that begins in none of these ways stays a part of the one before it.
 */
export function singleMessages(messages: readonly string[]): readonly string[] {
  return messages.flatMap((text) =>
    text
      .replace(/^\[(.*)\]$/s, '$1')
      .split(/, (?=RRSet |Tried to |The request contains |Invalid Resource Record: |Duplicate )/),
  );
}

/**
 * Names of record sets in `batch`, the fence's among them, each with Route 53's words on it. Only words that say which
 * record set was refused count; a name that they mention otherwise, as the target of an alias, is not blamed.
 */
export function blamedNames(messages: readonly string[], batch: Batch): ReadonlyMap<string, string> {
  const records = batch.changes.map((change) => change.ResourceRecordSet);
  const known = new Set(records.map((record) => record.Name));
  const words = new Map<string, string[]>();
  for (const message of singleMessages(messages)) {
    for (const name of new Set(namesIn(message, records))) {
      if (known.has(name)) words.set(name, [...(words.get(name) ?? []), message]);
    }
  }
  return new Map([...words].map(([name, texts]) => [name, inWords(texts)]));
}

/** Route 53 refuses a name because the health check that it names is gone: none can be made with its id again. */
export function isHealthCheckGone(words: string): boolean {
  return words.startsWith(NO_HEALTH_CHECK);
}

/** Messages as one text of a length that can be listed for hundreds of names. */
export function inWords(messages: readonly string[]): string {
  return cut(messages.join(', '), MOST_WORDS);
}

/** What nothing can be done about while it is so: the fence is in every batch of its zone. */
export function fenceRefused(zoneId: string, fenceName: string, messages: readonly string[]): string {
  return `Zone ${zoneId}: Route 53 refuses to change the fence, ${displayName(fenceName)} TXT, which is part of every batch, so nothing in this zone can be changed: ${inWords(messages)}`;
}

/** What Route 53 has against the names of a batch, for who reads the error. @param fenceName of the batch's zone */
export function batchRefused(
  zoneId: string,
  fenceName: string,
  batch: Batch,
  messages: readonly string[],
): string {
  const blamed = blamedNames(messages, batch);
  if (blamed.has(fenceName) || batch.names.length === 0) return fenceRefused(zoneId, fenceName, messages);
  const start = `Zone ${zoneId}: Route 53 refuses to change`;
  if (blamed.size > 0) {
    const lines = [...blamed].map(([name, words]) => `${displayName(name)}: ${words}`);
    return `${start} ${fitting(lines, MOST_LISTED.cause, 'names').join('; ')}`;
  }
  const names = fitting(batch.names.map(displayName), MOST_WORDS, 'names').join(', ');
  return `${start} at least one of ${names}, without saying which: ${inWords(messages)}`;
}

const NAMING = [
  /^RRSet (?:of type \S+ )?with DNS name (\S+?),? /,
  /^Tried to (?:create|delete) resource record set \[name='([^']+)'/,
  /^The request contains an invalid set of changes for a resource record set '\S+ ([^']+)'/,
];

/** One message of `InvalidInput` is about any number of changes. */
const NAMING_CHANGES = / in Change with \[Action=[A-Z]+, Name=([^,\]]+), /g;
const NAMING_TARGET = /^Tried to create an alias that targets (\S+), type (\S+) in zone (\S+), but /;

function namesIn(message: string, records: readonly ResourceRecordSet[]): readonly string[] {
  const [, target, type, zone] = NAMING_TARGET.exec(message) ?? [];
  if (target !== undefined) {
    return namesOf(
      records,
      ({ Type, AliasTarget }) =>
        Type === type && AliasTarget?.DNSName === target && AliasTarget.HostedZoneId === zone,
    );
  }
  if (message.startsWith(NO_HEALTH_CHECK)) {
    const ids = wordsOf(message);
    return namesOf(
      records,
      ({ HealthCheckId }) => HealthCheckId !== undefined && ids.includes(HealthCheckId),
    );
  }
  const named = NAMING.flatMap((form) => form.exec(message)?.[1] ?? []);
  const changes = [...message.matchAll(NAMING_CHANGES)].flatMap(([, name]) => name ?? []);
  return named.length + changes.length > 0 ? [...named, ...changes] : protectedIn(message, records);
}

/**
 * The words on a record set protection are not documented. They end in its owner's comment, which may name anything:
 * so the first name of the batch that they hold is the one meant.
 */
function protectedIn(message: string, records: readonly ResourceRecordSet[]): readonly string[] {
  if (!/\bprotect/i.test(message)) return [];
  const known = new Map(records.map(({ Name }) => [displayName(Name), Name]));
  const first = wordsOf(message).find((word) => known.has(displayName(word)));
  return first === undefined ? [] : [known.get(displayName(first)) ?? ''];
}

function namesOf(
  records: readonly ResourceRecordSet[],
  isMeant: (record: ResourceRecordSet) => boolean,
): readonly string[] {
  return records.filter(isMeant).map(({ Name }) => Name);
}

/** Names and ids stand between blanks, quotation marks, brackets and commas. */
function wordsOf(message: string): readonly string[] {
  return message.split(/[\s'"“”‘’,;:()[\]=]+/);
}
