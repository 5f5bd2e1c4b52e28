/** What must have been true at every moment, seen in every version that a zone ever had. */

import { isWithin, type ZoneView } from '../../route53/index.ts';
import type { Evidence, MigrationCheck } from './evidence.ts';
import { answeredAtFirst } from './first-answers.ts';
import { shareOf } from './shares.ts';

interface Version {
  readonly zoneId: string;
  readonly view: ZoneView;
  /** For people. */
  readonly when: string;
}

/** Looks at every version of every zone. */
function inEachVersion({ scene }: Evidence, look: (version: Version) => readonly string[]): string[] {
  const contradictions: string[] = [];
  for (const zoneId of scene.zoneIds) {
    scene.engine.replay(zoneId, (view, { number, acceptedAt, comment }) => {
      const why = comment === undefined ? '' : ` ("${comment}")`;
      const when = `${zoneId} from batch ${number} on, ${new Date(acceptedAt).toISOString()}${why}`;
      contradictions.push(...look({ zoneId, view, when }).map((text) => `${when}: ${text}`));
    });
  }
  return contradictions;
}

export const alwaysAnswered: MigrationCheck = {
  claim: 'Every name always had an answer, of IPv4 and of IPv6 as before',
  contradictions: (evidence) => {
    const first = answeredAtFirst(evidence.scene);
    return inEachVersion(evidence, ({ zoneId, view }) =>
      first
        .filter(({ name }) => isWithin(name, view.zoneName))
        .flatMap(({ name, type }) => {
          const answer = evidence.scene.engine.answerFrom(view, name, type);
          const ok = answer.rcode === 'NOERROR' && answer.answers.length > 0;
          return ok ? [] : [`${name} ${type} in ${zoneId} had no answer (${answer.rcode})`];
        }),
    );
  },
};

export const noRequestLost: MigrationCheck = {
  claim: 'No client was left without an answer or sent to a wrong place',
  contradictions: ({ scene }) => {
    const unanswered = scene.world.minutes.filter((minute) => minute.unanswered > 0);
    const astray = scene.world.minutes.filter((minute) => minute.astray > 0);
    const sumOf = (minutes: typeof unanswered, key: 'unanswered' | 'astray', words: string) => {
      const sum = minutes.reduce((total, minute) => total + minute[key], 0);
      const [first] = minutes;
      return first
        ? [
            `${sum} requests in ${minutes.length} minutes ${words}, first at ${new Date(first.at).toISOString()}`,
          ]
        : [];
    };
    return [
      ...sumOf(unanswered, 'unanswered', 'had no answer'),
      ...sumOf(astray, 'astray', 'went to nobody who serves the names'),
    ];
  },
};

export const familiesTogether: MigrationCheck = {
  claim: 'A and AAAA of a name always moved together',
  contradictions: (evidence) =>
    inEachVersion(evidence, ({ zoneId, view }) =>
      evidence.scene.estate.movedNames(zoneId).flatMap((name) => {
        const { engine, platforms } = evidence.scene;
        // Some names have one family only: that they keep what they have is another check.
        const has = (type: 'A' | 'AAAA') => engine.shares(view, name, type).length > 0;
        if (!has('A') || !has('AAAA')) return [];
        return [platforms.cluster, ...platforms.legacy].flatMap((platform) => {
          const [a, aaaa] = (['A', 'AAAA'] as const).map((type) =>
            shareOf(platform, { name, type }, [view], engine),
          ) as [number, number];
          return Math.abs(a - aaaa) < 1e-9
            ? []
            : [`${name}: ${platform.id} had ${a} of A, but ${aaaa} of AAAA`];
        });
      }),
    ),
};

export const followersAlike: MigrationCheck = {
  claim: "A name that leads to another one always got that one's share of the cluster",
  contradictions: (evidence) =>
    inEachVersion(evidence, ({ view }) =>
      evidence.scene.estate.followers
        .filter(({ name }) => isWithin(name, view.zoneName))
        .flatMap(({ name, on }) =>
          (['A', 'AAAA'] as const).flatMap((type) => {
            const [own, led] = [name, on].map((each) =>
              shareOf(evidence.scene.platforms.cluster, { name: each, type }, [view], evidence.scene.engine),
            ) as [number, number];
            return Math.abs(own - led) < 1e-9
              ? []
              : [`${type}: ${name} sent ${own} to the cluster, but ${on} sent ${led}`];
          }),
        ),
    ),
};

export const neverAllZero: MigrationCheck = {
  claim: 'The weights of a name were never all zero',
  contradictions: (evidence) =>
    inEachVersion(evidence, ({ zoneId, view }) =>
      evidence.scene.estate.movedNames(zoneId).flatMap((name) =>
        ['A', 'AAAA', 'CNAME'].flatMap((type) => {
          const weighted = view
            .at(name)
            .filter((record) => record.Type === type && record.Weight !== undefined);
          return weighted.length > 0 && weighted.every(({ Weight }) => Weight === 0)
            ? [`${name} ${type}`]
            : [];
        }),
      ),
    ),
};
