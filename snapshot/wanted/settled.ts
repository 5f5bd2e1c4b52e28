/** What an app deploys, with the values that are known only at deploy time. */
import type { SynthesisedMasters } from '../../rehearsal/app/masters/masters.ts';
import type { SynthesisedMigration } from '../../rehearsal/app/migration/migrations.ts';
import type { Synthesised } from '../../rehearsal/app/settings.ts';
import { pathOf } from '../../rehearsal/snapshot/file-kind.ts';
import { isList, isObject, type Json } from '../../rehearsal/snapshot/json.ts';
import { Facts } from '../../rehearsal/values/facts.ts';
import { importsOf } from '../../rehearsal/values/imports.ts';
import { type Find, isMadeBy, type Lacking, once } from '../../rehearsal/values/lacking.ts';
import { settled } from '../../rehearsal/values/settle.ts';
import { takeImport } from '../parts/imports.ts';
import type { Source } from '../source/source.ts';
import type { Deployed } from './wanted.ts';

export interface SynthesisedParts {
  readonly migrations: readonly SynthesisedMigration[];
  readonly masters: readonly SynthesisedMasters[];
}

export interface Settled {
  readonly deployed: Deployed;
  /** What nobody has said. */
  readonly lacking: readonly Lacking[];
}

/** As the configuration alone shows it: with marks in place of the values. */
export function unsettled(parts: SynthesisedParts): Deployed {
  const { deployed, lacking } = settledBy(parts, () => undefined);
  return { ...deployed, imported: lacking };
}

/** @param sourceOf the account @returns it with what AWS says, and what it doesn't say */
export async function settledFrom(
  parts: SynthesisedParts,
  sourceOf: (account: string) => Source | undefined,
): Promise<Settled> {
  const read = new Map<string, unknown>();
  const find: Find = (kind, place) => read.get(pathOf(kind, place)) as never;
  const { imported = [] } = unsettled(parts);
  const names = new Set(imported.flatMap(({ name = [] }) => name));
  for (;;) {
    const { deployed, lacking } = settledBy(parts, find);
    const next = lacking.filter(({ kind, place }) => kind && place && !read.has(pathOf(kind, place)));
    if (next.length === 0) return { deployed: { ...ofKnown(deployed), imported }, lacking };
    for (const { kind, place } of next) {
      if (!kind || !place || read.has(pathOf(kind, place))) continue;
      const source = sourceOf(place.account);
      read.set(pathOf(kind, place), source && (await takeImport(kind, place, source, names)));
    }
  }
}

function settledBy({ migrations, masters }: SynthesisedParts, find: Find): Settled {
  const facts = new Facts({ find });
  const lacking = [...migrations, ...masters].flatMap(({ stack }) => importsOf(stack, facts).lacking);
  const settle = <T>(each: Synthesised<T>): T => {
    const { settings, lacking: ofSettings } = settled(each, facts);
    lacking.push(...ofSettings);
    return settings;
  };
  const deployed = { migrations: migrations.map(settle), masters: masters.map(settle) };
  const own = [...migrations, ...masters].map(({ stack }) => stack);
  const ofOthers = lacking.filter((each) => !own.some((stack) => isMadeBy(stack, each)));
  return { deployed, lacking: once(ofOthers) };
}

/** Of what has no name yet nothing can be asked. */
function ofKnown({ migrations, masters }: Deployed): Deployed {
  const known = <T>(settings: T): T => withoutUnknown(settings as Json) as T;
  return { migrations: migrations.map(known), masters: masters.map(known) };
}

/** In the place of a value of deploy time. */
const UNKNOWN = /\$\{Token\[\d+\]\}/;

function withoutUnknown(value: Json): Json {
  if (isList(value)) return value.filter((each) => !isUnknown(each)).map(withoutUnknown);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withoutUnknown(each)]));
}

function isUnknown(value: Json): boolean {
  const texts = isObject(value) ? Object.values(value) : [value];
  return texts.some((each) => typeof each === 'string' && UNKNOWN.test(each));
}
