/** Names of the shop's zones that the migration doesn't move, and what may be asked about them. */
import { isWithin, parentOf, type RecordSet, type ZoneView } from '../route53/index.ts';
import { MIGRATION } from './account.ts';
import { MOVED_NAMES } from './zones.ts';

export interface Question {
  readonly name: string;
  readonly type: string;
}

/** The types that move, and those that live beside them. */
const TYPES = ['A', 'AAAA', 'CNAME', 'TXT', 'MX', 'NS', 'SRV', 'CAA', 'DS'];
const MOVED_TYPES = ['A', 'AAAA', 'CNAME'];
/** Names that somebody else may well ask for below a zone, and that nobody has to have listed. */
const UNLISTED = ['nobody', MIGRATION, `v1.${MIGRATION}`, '_cutover'];

/**
 * Every name of a zone, those that exist only because there are names below them, and unlisted ones below each. The
 * fence's own label is the migration's, with whatever is below it.
 * @param later names that came into the zone after `view`: what they have taken away is asked for, too
 */
export function questionsAbout(
  view: ZoneView,
  {
    later = [],
    types = TYPES,
  }: { readonly later?: readonly string[]; readonly types?: readonly string[] } = {},
): readonly Question[] {
  const { zoneName } = view;
  const listed = [...view.records().map(({ Name }) => Name), ...later].flatMap((name) =>
    lineage(name, zoneName),
  );
  const asked = [...listed, ...UNLISTED.map((word) => `${word}.${zoneName}`)];
  const names = new Set(asked.flatMap((name) => [name, `nobody.${name}`, `a.nobody.${name}`]));
  const fence = `_cutover-${MIGRATION}.${zoneName}`;
  return [...names]
    .filter((name) => !isWithin(name, fence))
    .flatMap((name) => types.map((type) => ({ name, type })));
}

/** The name and all that it lies in, up to the zone's own. */
function lineage(name: string, zoneName: string): string[] {
  return name === zoneName ? [name] : [name, ...lineage(parentOf(name), zoneName)];
}

export const isMovedRecord = ({ Name, Type }: RecordSet): boolean =>
  MOVED_TYPES.includes(Type) && Object.values(MOVED_NAMES).some((names) => names.includes(Name));
