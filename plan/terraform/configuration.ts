/** What to write into Terraform's configuration before and after a migration. */
import { undotted } from '../../lambdas/shared/contract/dns-names.ts';
import type { ClaimedRecord, ClaimingBlock, Claims } from './claims.ts';
import { type Block, blockInHcl, type Value } from './hcl.ts';

/** Into the blocks that are there: what the migration changes isn't set back. */
export function ignoredBefore({ blocks, exclusive }: Pick<Claims, 'blocks' | 'exclusive'>): string {
  const ignored = blocks.map(({ file, claimed: [first, ...others] }) => {
    if (!first) return '';
    const changes = new Set([first, ...others].flatMap(({ record }) => record.changes));
    return `# ${where(file, first.address.module)}\n${lifecycle(first.address, [...changes].toSorted())}`;
  });
  const kept = exclusive.map(({ file, address }) => {
    const [type = '', name = ''] = address
      .replaceAll(/\[[^\]]*\]/g, '')
      .split('.')
      .slice(-2);
    return `# ${where(file, '')}\n${lifecycle({ type, name }, ['resource_record_set'])}`;
  });
  return [...ignored, ...kept].filter((text) => text !== '').join('\n');
}

function lifecycle(
  { type, name }: { readonly type: string; readonly name: string },
  ignored: readonly string[],
) {
  return blockInHcl({
    type: 'resource',
    labels: [type, name],
    comment: 'all that the block has now, and:',
    blocks: [{ type: 'lifecycle', attributes: { ignore_changes: ignored.map((raw) => ({ raw })) } }],
  });
}

/** In place of what is there: records as the migration leaves them. */
export function writtenAfter({ blocks }: Pick<Claims, 'blocks'>): string {
  return blocks
    .flatMap((block) => [
      blockAfter(block),
      // Without weights Terraform always finds the record.
      ...block.claimed.filter(({ record }) => record.weighted).map(importOf),
    ])
    .join('\n');
}

function blockAfter({ file, claimed }: ClaimingBlock): string {
  const [first] = claimed;
  if (!first) return '';
  const { type, name, key, module } = first.address;
  const heading = `# ${where(file, module)}`;
  if (key === '') {
    const { attributes, blocks } = argumentsOf(first);
    return `${heading}\n${blockInHcl({ type: 'resource', labels: [type, name], attributes, blocks })}`;
  }
  const local = `moved_${name.replaceAll('-', '_')}`;
  const instances = new Map(claimed.map((each) => [keyText(each.address.key), mapOf(each)] as const));
  return [
    `${heading}, ${type}.${name}: these instances have these values now, the others stay as they are\n`,
    blockInHcl({ type: 'locals', attributes: { [local]: instances } }),
  ].join('');
}

/** Of `for_each` the text, of `count` the number. */
function keyText(key: string): string {
  return key.startsWith('"') ? JSON.parse(key).replaceAll(/([$%])\1(?=\{)/g, '$1') : key;
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

function where(file: string, module: string): string {
  return module === '' ? file : `${file}, ${module}`;
}
