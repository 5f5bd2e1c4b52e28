/** What to write into Terraform's configuration before and after a migration. */
import { undotted } from '../../lambdas/shared/contract/dns-names.ts';
import { shortened } from '../../lambdas/shared/domain/text.ts';
import { parseAddress, type ResourceAddress } from '../../rehearsal/snapshot/terraform-address.ts';
import type { ClaimedRecord, ClaimingBlock, Claims } from './claims.ts';
import { type Block, blockInHcl, type Value } from './hcl.ts';

const MOST_INSTANCES = 20;

/** Into the blocks that are there: what the migration changes isn't set back. */
export function ignoredBefore({ blocks, exclusive }: Pick<Claims, 'blocks' | 'exclusive'>): string {
  const ignored = blocks.map(({ file, claimed }) => {
    const changes = new Set(claimed.flatMap(({ record }) => record.changes));
    return lifecycle(
      file,
      claimed.map(({ address }) => address),
      [...changes].toSorted(),
    );
  });
  const wholeZones = exclusive.flatMap(({ file, address: written }) => {
    const address = parseAddress(written);
    return address ? [{ file, address }] : [];
  });
  const kept = Map.groupBy(wholeZones, ({ file, address }) => JSON.stringify([file, address.block]));
  const exclusively = [...kept.values()].map((same) =>
    lifecycle(
      same[0]?.file ?? '',
      same.map(({ address }) => address),
      ['resource_record_set'],
    ),
  );
  return [...ignored, ...exclusively].join('\n');
}

/** @param addresses what one block makes */
function lifecycle(file: string, addresses: readonly ResourceAddress[], ignored: readonly string[]) {
  const [first] = addresses;
  if (!first) return '';
  const block = blockInHcl({
    type: 'resource',
    labels: [first.type, first.name],
    comment: 'all that the block has now, and:',
    blocks: [{ type: 'lifecycle', attributes: { ignore_changes: ignored.map((raw) => ({ raw })) } }],
  });
  const hides = addresses.some(({ keys }) => keys.length > 0)
    ? '# Hides changes to all instances of the block, also to those that the migration does not move.\n'
    : '';
  return `# ${where(file, addresses)}\n${hides}${block}`;
}

/** In place of what is there: records as the migration leaves them. */
export function writtenAfter({ blocks }: Pick<Claims, 'blocks'>): string {
  const names = new LocalNames();
  return blocks
    .flatMap((block) => [
      blockAfter(block, names),
      // Without weights Terraform always finds the record.
      ...block.claimed.filter(({ record }) => record.weighted).map(importOf),
    ])
    .join('\n');
}

/** Of local values, of which none stands twice in a configuration: `a-b` and `a_b` want the same one. */
class LocalNames {
  readonly #taken = new Set<string>();

  take(file: string, wanted: string): string {
    let name = wanted;
    for (let next = 2; this.#taken.has(`${file} ${name}`); next++) name = `${wanted}_${next}`;
    this.#taken.add(`${file} ${name}`);
    return name;
  }
}

function blockAfter({ file, claimed }: ClaimingBlock, names: LocalNames): string {
  // A state may still have what the block made before it had keys.
  const shapes = Map.groupBy(claimed, ({ address }) => address.shape);
  return [...shapes.values()].map((alike) => valuesAfter(file, alike, names)).join('\n');
}

/** @param alike all of the same shape */
function valuesAfter(file: string, alike: readonly ClaimedRecord[], names: LocalNames): string {
  const [first] = alike;
  if (!first) return '';
  const { address } = first;
  const heading = `# ${where(
    file,
    alike.map((each) => each.address),
  )}`;
  if (address.keys.length === 0) {
    const { attributes, blocks } = argumentsOf(first);
    const labels = [address.type, address.name];
    return `${heading}\n${blockInHcl({ type: 'resource', labels, attributes, blocks })}`;
  }
  const { words, local } = placeOf(address);
  const values = byKeys(alike.map((each) => [each.address.keys, mapOf(each)]));
  return [
    `${heading}, ${address.type}.${address.name}: these instances have these values now, the others stay as they are\n`,
    words,
    blockInHcl({ type: 'locals', attributes: { [names.take(file, local)]: values } }),
  ].join('');
}

/** All instances of a module share its blocks, so what differs between them stands where the module is called. */
function placeOf({ shape, modules, name }: ResourceAddress): {
  readonly words: string;
  readonly local: string;
} {
  const path = shape.split('.').filter((part) => part !== 'module');
  const keyed = path.slice(0, modules.length).findIndex((part) => part.endsWith('[]'));
  const inside = keyed < 0 ? [] : modules.slice(keyed);
  const local = ['moved', ...inside.map((each) => each.replace('module.', '')), name].join('_');
  const caller = modules.slice(0, keyed).join('.') || 'the root module';
  const [called] = inside;
  return {
    local: local.replaceAll('-', '_'),
    words: called
      ? `# In ${caller}, by the keys of the instances: give each instance of ${called} its values by an input.\n`
      : '',
  };
}

/** @param entries by keys, as many of each */
function byKeys(entries: readonly (readonly [keys: readonly string[], value: Value])[]): Value {
  const groups = Map.groupBy(entries, ([[key = '']]) => key);
  return new Map(
    [...groups].map(([key, group]): [string, Value] => {
      const inner = group.map(([[, ...others], value]) => [others, value] as const);
      const [leaf] = inner;
      return [key, leaf && leaf[0].length === 0 ? leaf[1] : byKeys(inner)];
    }),
  );
}

interface Arguments {
  readonly attributes: Readonly<Record<string, Value>>;
  readonly blocks: readonly Block[];
}

/** The name stays as it is written: Terraform takes another spelling of it for another record, and deletes this one. */
function argumentsOf({ claim: { written }, record: { zoneId, type, after } }: ClaimedRecord): Arguments {
  const { AliasTarget: alias, ResourceRecords: values = [], TTL: ttl } = after;
  const own = { zone_id: zoneId, name: written, type };
  if (!alias) {
    const records = values.map(({ Value: value }) => value);
    return { attributes: { ...own, ...(ttl !== undefined && { ttl }), records }, blocks: [] };
  }
  const attributes = {
    name: undotted(alias.DNSName),
    zone_id: alias.HostedZoneId,
    evaluate_target_health: alias.EvaluateTargetHealth,
  };
  return { attributes: own, blocks: [{ type: 'alias', attributes }] };
}

/** The same as one value, in which a block is a member. */
function mapOf(claimed: ClaimedRecord): ReadonlyMap<string, Value> {
  const { attributes, blocks } = argumentsOf(claimed);
  const members = blocks.map((block): [string, Value] => [
    block.type,
    new Map(Object.entries(block.attributes ?? {})),
  ]);
  return new Map<string, Value>([...Object.entries(attributes), ...members]);
}

/** Where the state has the record, it changes nothing; where it has forgotten it, Terraform can't make it again. */
function importOf({ claim, record: { zoneId, type } }: ClaimedRecord): string {
  return blockInHcl({
    type: 'import',
    attributes: { to: { raw: claim.address }, id: `${zoneId}_${claim.written}_${type}` },
  });
}

/** The file, and which instances of a module have the block. */
function where(file: string, addresses: readonly ResourceAddress[]): string {
  const instances = [...new Set(addresses.map(({ instance }) => instance))].filter((each) => each !== '');
  return [file, ...shortened(instances, MOST_INSTANCES, 'instances')].join(', ');
}
