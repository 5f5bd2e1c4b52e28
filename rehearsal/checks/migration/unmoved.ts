/** Names that the migration doesn't move: they are answered as before, whatever it does elsewhere in their zone. */

import { type Moving, type Question, questionsAbout } from '../../dns/questions.ts';
import {
  type Answer,
  canonicalName,
  isWithin,
  type Route53Engine,
  type ZoneVersion,
} from '../../route53/index.ts';
import type { MigrationCheck } from './evidence.ts';
import { bytesOf, shown } from './record-text.ts';

const MOST_SHOWN = 20;

export const unmovedAnswered: MigrationCheck = {
  claim: 'Names that are not moved always got their old answers, unlisted names too',
  contradictions: ({ scene: { engine, estate, zoneIds } }) =>
    zoneIds.flatMap((zoneId) => fitting(changedAnswers(engine, zoneId, estate.moving))),
};

export const bystanderAnswered: MigrationCheck = {
  claim: 'Clients that asked for unmoved names over the wire all the time got the same answers',
  contradictions: ({ scene: { engine, zoneIds, bystander } }) => {
    const byHand = zoneIds.flatMap((zoneId) => namesWrittenByHand(engine, zoneId));
    const changed = bystander.changed.filter(({ name }) => !byHand.some((at) => isWithin(name, at)));
    const idle = bystander.asked === 0 ? ['no client asked, so this check proves nothing'] : [];
    return fitting([...idle, ...changed.map(({ words }) => words)]);
  },
};

/** In words, each question once: when its answer first differed from the one at the beginning. */
export function changedAnswers(
  engine: Route53Engine,
  zoneId: string,
  moving: Moving,
  types?: readonly string[],
): readonly string[] {
  const byHand = namesWrittenByHand(engine, zoneId);
  const later = engine.history(zoneId).flatMap(({ after }) => after.map(({ Name }) => Name));
  const before = new Map<Question, Seen>();
  const changed = new Map<Question, string>();
  engine.replay(zoneId, (view, version) => {
    const ask = ({ name, type }: Question) =>
      seenIn(
        engine.answerFrom(view, name, type, () => 0.5),
        moving,
      );
    if (version.number === 0)
      for (const question of questionsAbout(view, moving.migration, { later, ...(types && { types }) }))
        before.set(question, ask(question));
    for (const [question, first] of before) {
      const passed = [question.name, ...first.leadsTo];
      if (changed.has(question) || passed.some((name) => byHand.some((at) => isWithin(name, at)))) continue;
      const now = ask(question);
      if (now.key !== first.key) changed.set(question, inWords(question, zoneId, version, now, first));
    }
  });
  // Names higher in the tree first: they say more.
  const depth = ({ name }: Question) => name.split('.').length;
  return [...changed].toSorted(([a], [b]) => depth(a) - depth(b)).map(([, words]) => words);
}

function inWords(
  { name, type }: Question,
  zoneId: string,
  { number, acceptedAt }: ZoneVersion,
  now: Seen,
  before: Seen,
): string {
  const since = `${zoneId} from batch ${number} on, ${new Date(acceptedAt).toISOString()}`;
  return `${since}: ${name} ${type} was answered with ${now.words}, before with ${before.words}`;
}

/** A person's batch has no comment of the migration's. */
function namesWrittenByHand(engine: Route53Engine, zoneId: string): readonly string[] {
  return engine
    .history(zoneId)
    .filter(({ number, comment }) => number > 0 && comment === undefined)
    .flatMap(({ changes }) => changes.map(({ ResourceRecordSet }) => ResourceRecordSet.Name));
}

interface Seen {
  readonly key: string;
  readonly words: string;
  /** Names that it passes on the way to its answer. */
  readonly leadsTo: readonly string[];
}

/** The record sets that answer, as far as to the first that is moved: from there on the answer is to change. */
function seenIn({ rcode, drawn, answers, authority }: Answer, { isMoved }: Moving): Seen {
  const moved = drawn.findIndex(isMoved);
  const own = moved < 0 ? drawn : drawn.slice(0, moved);
  const end = moved < 0 ? [rcode, `${answers.length > 0}`, JSON.stringify(authority)] : [];
  const words = [...own.map(shown), ...(moved < 0 ? [rcode] : ['a moved name'])].join(', ');
  const cnames = drawn.filter(({ Type }) => Type === 'CNAME');
  const leadsTo = cnames.flatMap(({ ResourceRecords = [] }) =>
    ResourceRecords.map(({ Value }) => canonicalName(Value)),
  );
  return { key: [...own.map(bytesOf), ...end].join('\n'), words, leadsTo };
}

function fitting(texts: readonly string[]): readonly string[] {
  const more = texts.length - MOST_SHOWN;
  return more > 0 ? [...texts.slice(0, MOST_SHOWN), `and ${more} more`] : texts;
}
