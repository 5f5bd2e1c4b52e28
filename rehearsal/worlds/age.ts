import { statSync } from 'node:fs';
import { join } from 'node:path';
import { METRIC_QUERIES } from '../snapshot/kinds/cloudwatch.ts';
import { readManifest } from '../snapshot/manifest.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { DAY } from '../world/minutes.ts';

const OLD = 7;

/** That a snapshot is old, or that its age is unknown, as a sentence. @param now epoch milliseconds */
export function oldAge(snapshot: Snapshot, now: number): readonly string[] {
  const { folder } = snapshot;
  const days = Math.floor((now - takenAt(snapshot)) / DAY);
  if (Number.isNaN(days))
    return [
      `The age of the snapshot ${folder} is unknown: its .snapshot.json or a get-metric-data-input has an invalid time. Write into .snapshot.json when it was taken: { "startedAt": "2027-01-31T12:00:00Z" }`,
    ];
  if (days <= OLD) return [];
  return [
    `The snapshot ${folder} is ${days} days old: much may have changed since. Take it again: npm run snapshot`,
  ];
}

/** As it says, or as its oldest part: a copy gives files later times, but metrics keep theirs. @returns NaN where a time is none */
function takenAt(snapshot: Snapshot): number {
  const manifest = readManifest(snapshot.folder);
  if (manifest) return Date.parse(manifest.startedAt);
  const ends = snapshot.all(METRIC_QUERIES).map(({ content }) => Date.parse(content.EndTime));
  const files = [...snapshot.files.keys()].map((file) => join(snapshot.folder, file));
  const written = files.flatMap((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? []);
  return Math.min(...written, ...(ends.length > 0 ? [Math.max(...ends)] : []));
}
