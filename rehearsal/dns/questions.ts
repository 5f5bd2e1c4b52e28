/** What may be asked about names of a zone that a migration doesn't move. */
import { isWithin, parentOf, type RecordSet, type ZoneView } from '../route53/index.ts';

/** What is moved, so that its answers are to change. */
export interface Moving {
  readonly migration: string;
  readonly isMoved: (record: Pick<RecordSet, 'Name' | 'Type'>) => boolean;
}

/** @param names as Route 53 returns them, of all zones */
export function movingOf(migration: string, names: readonly string[]): Moving {
  const moved = new Set(names);
  return { migration, isMoved: ({ Name, Type }) => MOVED_TYPES.includes(Type) && moved.has(Name) };
}

export interface Question {
  readonly name: string;
  readonly type: string;
}

/** The types that move, and those that live beside them. */
const TYPES = ['A', 'AAAA', 'CNAME', 'TXT', 'MX', 'NS', 'SRV', 'CAA', 'DS'];
const MOVED_TYPES = ['A', 'AAAA', 'CNAME'];

/**
 * Every name of a zone, those that exist only because there are names below them, and below each some that nobody has
 * listed. The labels of the fence and of a drill are the migration's, with whatever is below them.
 * @param later names that came into the zone after `view`: the questions include what they have taken away
 */
export function questionsAbout(
  view: ZoneView,
  migration: string,
  {
    later = [],
    types = TYPES,
  }: { readonly later?: readonly string[]; readonly types?: readonly string[] } = {},
): readonly Question[] {
  const { zoneName } = view;
  const listed = [...view.records().map(({ Name }) => Name), ...later];
  const unlisted = ['nobody', migration, `v1.${migration}`, '_cutover'].map((word) => `${word}.${zoneName}`);
  const asked = [...listed.flatMap((name) => lineage(name, zoneName)), ...unlisted];
  const names = new Set(asked.flatMap((name) => [name, `nobody.${name}`, `a.nobody.${name}`]));
  const own = ['_cutover', '_drill', '_drilled'].map((label) => `${label}-${migration}.${zoneName}`);
  return [...names]
    .filter((name) => !own.some((each) => isWithin(name, each)))
    .flatMap((name) => types.map((type) => ({ name, type })));
}

/** The name and all that it lies in, up to the zone's own. */
function lineage(name: string, zoneName: string): string[] {
  return name === zoneName ? [name] : [name, ...lineage(parentOf(name), zoneName)];
}
