import type { Section } from '../../../shared/domain/compose.ts';
import { duration, shortened } from '../../../shared/domain/text.ts';
import { boundInWords, type HeldConnections, type OpenConnections } from '../connections.ts';

const MOST_PLACES = 20;

/** How long clients stay where they are because of connections that are open: the way forward, and back. */
export function connectionsSection({ legacy, cluster }: OpenConnections): Section {
  const forward = legacy.map(
    (held) =>
      `After a step, and after legacy's records are gone, clients with an open connection stay on legacy (${inWords(held)}`,
  );
  return {
    heading: 'Open connections',
    lines: [
      ...shortened(forward, MOST_PLACES, 'places'),
      `After a rollback, clients with an open connection stay on the cluster (${inWords(cluster)}`,
      ...shortened([...legacy, cluster].flatMap(toLowerInWords), MOST_PLACES, 'commands'),
    ],
  };
}

function inWords({ at, why, ...held }: HeldConnections): string {
  return `${at}) for ${boundInWords(held)}. ${why}`;
}

function toLowerInWords({ toLower, seconds = 0 }: HeldConnections): readonly string[] {
  return toLower === undefined ? [] : [`To shorten it, run at least ${earlyBy(seconds)}: ${toLower}`];
}

/** Connections that are open keep the value with which they were opened. */
export function earlyBy(seconds: number): string {
  return `${duration(seconds)} before the first step, because open connections keep the old value`;
}
