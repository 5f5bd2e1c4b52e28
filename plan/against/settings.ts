import type { ClusterTarget, MigrationSettings } from '../../lambdas/migration/contract/settings.ts';
import { undotted } from '../../lambdas/shared/contract/dns-names.ts';
import { type Difference, differencesOf } from './differences.ts';
import { treeOf } from './tree.ts';
import { inWords, inYesOrNo } from './words.ts';

/** What changed of the settings, but for the steps. */
export function settingChanges(before: MigrationSettings, after: MigrationSettings): readonly string[] {
  const differences = differencesOf(treeWithoutSteps(before), treeWithoutSteps(after));
  const others = differences.filter((each) => !followsFrom(each, differences, [before, after]));
  return [
    ...targetChanges(before.target, after.target),
    ...others.map(inWords),
    ...orderChange(before.zones, after.zones),
  ];
}

/** The order of zones is that in which a rollback restores them; that of other lists is no matter. */
function orderChange(
  before: MigrationSettings['zones'],
  after: MigrationSettings['zones'],
): readonly string[] {
  const inBoth = (some: MigrationSettings['zones'], others: MigrationSettings['zones']) =>
    some
      .filter(({ name }) => others.some((other) => other.name === name))
      .map(({ name }) => undotted(name))
      .join(', ');
  const [was, is] = [inBoth(before, after), inBoth(after, before)];
  return was === is ? [] : [`a rollback restores the zones in another order: ${was} → ${is}`];
}

function treeWithoutSteps({ steps: _steps, target: _target, ...others }: MigrationSettings) {
  return treeOf(others);
}

/** A name that is moved is asked for by itself, unless somebody says otherwise; one that isn't any more, isn't. */
function followsFrom(
  { path: [first = '', second = '', name = ''], before, after }: Difference,
  all: readonly Difference[],
  sides: readonly MigrationSettings[],
): boolean {
  if (first !== 'ingress' || second !== 'names') return false;
  const [side] = before === undefined ? sides.slice(1) : sides;
  const asked = side?.ingress?.names.find((each) => each.name === name);
  if (!asked || (before !== undefined && after !== undefined)) return false;
  if (before === undefined && undotted(name) !== asked.host) return false;
  return all.some(({ path, ...value }) => {
    const [list, zone, records, record] = path;
    if (list !== 'zones' || (value.before === undefined) !== (before === undefined)) return false;
    if (record !== undefined) return records === 'records' && record === name;
    return side?.zones.some((each) => each.name === zone && each.records.includes(name)) ?? false;
  });
}

const READ = { hostedZoneId: 'its hosted zone', family: 'its kind' } as const;

function targetChanges(before: ClusterTarget, after: ClusterTarget): readonly string[] {
  const [old, now] = [targetInWords(before), targetInWords(after)];
  const moved = old === now ? [] : [`the cluster's target: ${old} → ${now}`];
  if (before.kind === 'addresses' || after.kind === 'addresses') return moved;
  const health =
    before.evaluateTargetHealth === after.evaluateTargetHealth
      ? []
      : [
          `Route 53 asks whether the cluster's load balancer is healthy: ${inYesOrNo(before.evaluateTargetHealth)} → ${inYesOrNo(after.evaluateTargetHealth)}`,
        ];
  if (moved.length > 0) return [...moved, ...health];
  // Both follow from the name, which is the same: another version of this software reads it otherwise.
  const read = (['hostedZoneId', 'family'] as const).flatMap((field) =>
    before[field] === after[field]
      ? []
      : [`the cluster's load balancer, ${READ[field]}: ${before[field]} → ${after[field]}`],
  );
  return [...health, ...read];
}

function targetInWords(target: ClusterTarget): string {
  if (target.kind === 'load-balancer') return `load balancer ${target.dnsName}`;
  return `addresses ${[...target.ipv4, ...target.ipv6].toSorted().join(', ')}`;
}
