/** What the zones say about continuing: they contain what this run wrote, or somebody else wrote to them. */

import { cut, shortened } from '../../shared/domain/text.ts';
import { type Ground, ground } from './grounds.ts';

export interface ZoneEvidence {
  readonly zone: string;
  /** What somebody else wrote, one line for each name; empty when the zone contains what this run wrote. */
  readonly foreign: readonly string[];
  /** That Route 53 has lost the step that is judged, and the zone is exactly as before it. */
  readonly vanished?: readonly string[];
}

const MOST_NAMES = 20;
const MOST_CHARACTERS = 600;

export function zoneGrounds(zones: readonly ZoneEvidence[]): Ground[] {
  if (zones.length === 0) return [ground('inconclusive', 'No zone was read.')];
  return zones.flatMap(({ zone, foreign, vanished = [] }) => {
    if (vanished.length > 0) return vanished.map((line) => ground('again', `Zone ${zone}: ${line}`));
    if (foreign.length === 0) return [ground('pass', `Zone ${zone} is as this migration wrote it.`)];
    const lines = shortened(foreign, MOST_NAMES, 'names of this zone');
    return lines.map((line) =>
      ground('hold', `Zone ${zone} was changed by somebody else: ${cut(line, MOST_CHARACTERS)}`),
    );
  });
}
