import { statSync } from 'node:fs';
import { join } from 'node:path';
import { pathOf } from '../snapshot/file-kind.ts';
import { METRIC_QUERIES } from '../snapshot/kinds/cloudwatch.ts';
import { RECORD_SETS } from '../snapshot/kinds/route53.ts';
import { readManifest, takeAgain } from '../snapshot/manifest.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { DAY, HOUR } from '../world/minutes.ts';

const OLD = 7;

/** That a snapshot is old, or that its age is unknown, as a sentence. @param now epoch milliseconds */
export function oldAge(snapshot: Snapshot, now: number): readonly string[] {
  const { folder } = snapshot;
  if (readManifest(folder)?.madeUp) return [];
  const days = Math.floor((now - takenAt(snapshot)) / DAY);
  if (Number.isNaN(days))
    return [
      `The age of the snapshot ${folder} is unknown: its .snapshot.json or a get-metric-data-input has an invalid time. Write into .snapshot.json when it was taken: { "startedAt": "2027-01-31T12:00:00Z" }`,
    ];
  if (days <= OLD) return [];
  return [`The snapshot ${folder} is ${days} days old: much may have changed since. ${takeAgain(folder)}`];
}

/** That a part of a snapshot is of a time to come, as a sentence: then its age means nothing. @param now epoch milliseconds */
export function fromFuture(snapshot: Snapshot, now: number): readonly string[] {
  const { folder } = snapshot;
  const { madeUp, startedAt = '' } = readManifest(folder) ?? {};
  if (madeUp) return [];
  const times = [
    { what: '.snapshot.json', at: Date.parse(startedAt) },
    ...snapshot.all(METRIC_QUERIES).map((place) => ({
      what: `the end of ${pathOf(METRIC_QUERIES, place)}`,
      at: Date.parse(place.content.EndTime),
    })),
    ...[...snapshot.files.keys()].flatMap((file) =>
      writtenAt(folder, file).map((at) => ({ what: file, at })),
    ),
  ];
  const [latest] = times.filter(({ at }) => at > now + INEXACT).toSorted((a, b) => b.at - a.at);
  if (!latest) return [];
  return [
    `The snapshot ${folder} was taken in the future: ${latest.what} is of ${asIso(latest.at)}, and this machine's clock says ${asIso(now)}. One of the two is wrong, so nothing says how old it is. Correct the clock, or take the snapshot again.`,
  ];
}

/** Clocks differ a little, and who asks for metrics by hand may ask to the end of the hour. */
const INEXACT = HOUR;

function asIso(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** As it says, or as its oldest part: a copy gives files later times, but metrics keep theirs. @returns NaN where a time is none */
function takenAt(snapshot: Snapshot): number {
  const manifest = readManifest(snapshot.folder);
  if (manifest) return Date.parse(manifest.startedAt ?? '');
  const ends = snapshot.all(METRIC_QUERIES).map(({ content }) => Date.parse(content.EndTime));
  const written = [...snapshot.files.keys()].flatMap((file) => writtenAt(snapshot.folder, file));
  return Math.min(...written, ...(ends.length > 0 ? [Math.max(...ends)] : []));
}

/** @returns nothing of a file that isn't there: the alarms of a template */
function writtenAt(folder: string, file: string): readonly number[] {
  const written = statSync(join(folder, file), { throwIfNoEntry: false })?.mtimeMs;
  return written === undefined ? [] : [written];
}

/** That zones were read on different days, as a sentence: what moves from one to the other is then in both, or in none. */
export function zonesApart(snapshot: Snapshot): readonly string[] {
  const { folder } = snapshot;
  const { madeUp, files = [], startedAt = '' } = readManifest(folder) ?? {};
  if (madeUp) return [];
  const read = snapshot.all(RECORD_SETS).flatMap((place) => {
    const file = pathOf(RECORD_SETS, place);
    const times = files.includes(file) ? [Date.parse(startedAt)] : writtenAt(folder, file);
    return times.map((at) => ({ file, at }));
  });
  const oldestFirst = read.toSorted((a, b) => a.at - b.at);
  const [first, last] = [oldestFirst[0], oldestFirst.at(-1)];
  if (!first || !last || !(last.at - first.at > DAY)) return [];
  const days = Math.floor((last.at - first.at) / DAY);
  return [
    `The zones of the snapshot ${folder} are of different times: ${first.file} is ${days} ${days === 1 ? 'day' : 'days'} older than ${last.file}. ${takeAgain(folder)}`,
  ];
}
