/** Which names of a refused batch Route 53 means, as far as its words say so. */
import type { Batch } from './batches.ts';
import type { ResourceRecordSet } from './record-set.ts';
import { cut } from './text.ts';

/** Most that is kept of Route 53's words on one name, characters. */
const MOST_WORDS = 500;

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

/** Messages as one text of a length that can be listed for hundreds of names. */
export function inWords(messages: readonly string[]): string {
  return cut(messages.join(', '), MOST_WORDS);
}

const NAMING = [
  /^RRSet (?:of type \S+ )?with DNS name (\S+?),? /,
  /^Tried to (?:create|delete) resource record set \[name='([^']+)'/,
  /^The request contains an invalid set of changes for a resource record set '\S+ ([^']+)'/,
];

const NAMING_TARGET = /^Tried to create an alias that targets (\S+), type (\S+) in zone (\S+), but /;

function namesIn(message: string, records: readonly ResourceRecordSet[]): readonly string[] {
  const [, target, type, zone] = NAMING_TARGET.exec(message) ?? [];
  if (target !== undefined) {
    return records
      .filter(
        ({ Type, AliasTarget }) =>
          Type === type && AliasTarget?.DNSName === target && AliasTarget.HostedZoneId === zone,
      )
      .map((record) => record.Name);
  }
  return NAMING.flatMap((form) => form.exec(message)?.[1] ?? []);
}
