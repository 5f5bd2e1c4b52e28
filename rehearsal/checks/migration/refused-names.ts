/** What must hold if Route 53 refuses some names: all others are back, and people know these by name. */

import { undotted } from '../../../lambdas/shared/contract/dns-names.ts';
import type { RecordSet } from '../../route53/index.ts';
import type { Evidence, MigrationCheck } from './evidence.ts';
import { differences } from './record-text.ts';
import { isMoved } from './zones.ts';

/** A name that Route 53 refuses to change, or, without one, a whole zone. */
export interface Refused {
  readonly zoneId: string;
  /** Canonical. */
  readonly name?: string;
  /** What the notification says of it, besides its name. */
  readonly words: string;
}

/** @param subject of the notification about them */
export function othersBackWhenNotified(subject: RegExp, ...refused: readonly Refused[]): MigrationCheck {
  const left = refused.map(({ zoneId, name }) => name ?? zoneId).join(' and ');
  return {
    claim: `When people were notified of ${left} and what blocks it, all others were restored, byte for byte`,
    contradictions: (evidence) => {
      const mail = evidence.situation.mails.find((each) => subject.test(each.subject));
      if (!mail) return [`no notification matches ${subject}`];
      const unnamed = refused
        .flatMap(({ zoneId, name, words }) => [name === undefined ? zoneId : undotted(name), words])
        .filter((text) => !mail.body.includes(text));
      return [
        ...unnamed.map((text) => `"${mail.subject}" does not name ${text}`),
        ...othersAway(evidence, mail.at, refused),
      ];
    },
  };
}

function othersAway({ before, scene }: Evidence, at: number, refused: readonly Refused[]): readonly string[] {
  return [...before].flatMap(([zoneId, records]) => {
    const held = recordsAt(scene, zoneId, at);
    const isOther = (record: RecordSet) =>
      isMoved(scene.estate, zoneId, record) &&
      !refused.some((each) => each.zoneId === zoneId && (each.name ?? record.Name) === record.Name);
    return differences(records.filter(isOther), held.filter(isOther)).map((text) => `${zoneId}: ${text}`);
  });
}

/** The zone as the API showed it then. */
function recordsAt({ engine }: Evidence['scene'], zoneId: string, at: number): readonly RecordSet[] {
  let held: readonly RecordSet[] = [];
  engine.replay(zoneId, (view, { acceptedAt }) => {
    if (acceptedAt <= at) held = view.records();
  });
  return held;
}

/** The name's record sets are what they were, with another health check, which is there. */
export function backWithAnotherCheck(zoneId: string, name: string): MigrationCheck {
  return {
    claim: `${name} has its old records but another health check, and all others have exactly their old records`,
    contradictions: ({ before, after, scene }) => {
      const unchecked = (record: RecordSet): RecordSet => {
        if (record.Name !== name) return record;
        const { HealthCheckId: _id, ...others } = record;
        return others;
      };
      const moved = (records: ReadonlyMap<string, readonly RecordSet[]>) =>
        [...records].flatMap(([id, each]) => each.filter((record) => isMoved(scene.estate, id, record)));
      const gone = (after.get(zoneId) ?? [])
        .filter((record) => record.Name === name)
        .map(({ HealthCheckId = 'none' }) => HealthCheckId)
        .filter((id) => !scene.engine.healthChecks.has(id));
      return [
        ...differences(moved(before).map(unchecked), moved(after).map(unchecked)),
        ...gone.map((id) => `${name} names the health check ${id}, which does not exist`),
      ];
    },
  };
}
