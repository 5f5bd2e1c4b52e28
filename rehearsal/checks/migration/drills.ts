/** What a drill has done to the zones, seen in every version that they ever had. */

import { DRILL_DONE } from '../../people/migration/habits.ts';
import type { RecordSet, ZoneVersion } from '../../route53/index.ts';
import type { Scene } from '../../scenes/migration/scene.ts';
import type { MigrationCheck } from './evidence.ts';
import { differences, shown } from './record-text.ts';

const isOfDrill = ({ Name }: RecordSet) => /^_drill(ed)?-/.test(Name);

/** The throwaway name had this share, and before and after it what legacy is; percent. */
export function throwawayMoved(percent: number): MigrationCheck {
  return {
    claim: `In each zone a throwaway name had ${percent} % on the cluster, and then again what it had before`,
    contradictions: ({ scene }) =>
      scene.zoneIds.flatMap((zoneId) => {
        const contents = throwaways(scene, zoneId);
        const after = contents.filter((_, i) => shareOf(contents[i - 1] ?? []) === percent);
        const [first = []] = contents.filter((records) => records.length > 0);
        if (after.some((records) => differences(first, records).length === 0)) return [];
        if (after.length === 0) return [`${zoneId}: it never had that share`];
        const found = after.map((records) => records.map(shown).join(', ') || 'nothing');
        return [`${zoneId}: after that share it had ${found.join('; ')}`];
      }),
  };
}

/** People learn how long it took until all name servers answered, of the step and of the rollback, in each zone. */
export function answersMeasured(): MigrationCheck {
  return {
    claim:
      'The message of the drill has for each zone how long its name servers took, in the step and in the rollback',
    contradictions: ({ situation, scene }) => {
      const body = situation.mails.filter(({ subject }) => DRILL_DONE.test(subject)).map((mail) => mail.body);
      return ['Step', 'Rollback'].flatMap((half) => {
        const measured = new RegExp(`${half}: accepted → all name servers answer: \\d`, 'g');
        const found = [...(body[0] ?? '').matchAll(measured)].length;
        return found === scene.zoneIds.length ? [] : [`${half}: ${found} of ${scene.zoneIds.length} zones`];
      });
    },
  };
}

/** What stood at the throwaway name, version after version. */
function throwaways({ engine }: Scene, zoneId: string): readonly (readonly RecordSet[])[] {
  const contents: RecordSet[][] = [];
  engine.replay(zoneId, (view) => {
    contents.push(view.records().filter((record) => isOfDrill(record) && record.Type !== 'TXT'));
  });
  return contents;
}

/** Undefined for simple records. */
function shareOf(records: readonly RecordSet[]): number | undefined {
  const weights = records.filter(({ Weight }) => Weight !== undefined);
  if (weights.length === 0) return undefined;
  const sum = (of: readonly RecordSet[]) => of.reduce((total, { Weight = 0 }) => total + Weight, 0);
  const cluster = weights.filter(({ SetIdentifier }) => SetIdentifier === 'cluster');
  return (100 * sum(cluster)) / sum(weights);
}

/** Until then nothing was written but what a drill makes. @param until epoch milliseconds */
export function drillOnly(until: () => number): MigrationCheck {
  return {
    claim: 'A drill wrote to no other name than its own two in each zone',
    contradictions: ({ scene }) =>
      scene.zoneIds.flatMap((zoneId) => {
        const written = versionsUntil(scene, zoneId, until()).slice(1);
        const others = written.flatMap(({ before, after }) =>
          [...before, ...after].filter((record) => !isOfDrill(record)),
        );
        if (written.length === 0) return [`${zoneId}: nothing was written, so this check proves nothing`];
        return others.map((record) => `${zoneId}: ${shown(record)}`);
      }),
  };
}

/** At that moment each zone was what it was at the beginning. @param at epoch milliseconds */
export function nothingLeft(at: () => number): MigrationCheck {
  return {
    claim: 'After the drill each zone was byte for byte what it was before',
    contradictions: ({ scene, before }) =>
      scene.zoneIds.flatMap((zoneId) => {
        const last = versionsUntil(scene, zoneId, at()).at(-1)?.number;
        const found: RecordSet[] = [];
        scene.engine.replay(zoneId, (view, { number }) => {
          if (number === last) found.push(...view.records());
        });
        return differences(before.get(zoneId) ?? [], found).map((text) => `${zoneId}: ${text}`);
      }),
  };
}

function versionsUntil({ engine }: Scene, zoneId: string, until: number): readonly ZoneVersion[] {
  return engine.history(zoneId).filter(({ acceptedAt }) => acceptedAt <= until);
}
