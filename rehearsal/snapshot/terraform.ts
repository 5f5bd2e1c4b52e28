/** Which resources of Terraform claim which records: `worlds/SPEC.md`, "Terraform". Source: "JSON Output Format" in its documentation. */
import * as z from 'zod';
import { dotted } from '../../lambdas/shared/contract/dns-names.ts';
import { commandOf, pathOf } from './file-kind.ts';
import { below } from './json.ts';
import { HOSTED_ZONE } from './kinds/route53.ts';
import { TERRAFORM_SHOW } from './kinds/terraform.ts';
import { type Fault, type Problem, SnapshotRefused } from './problem.ts';
import type { Snapshot } from './snapshot.ts';
import { parseAddress } from './terraform-address.ts';

/** A record set that Terraform makes as its configuration says, whenever it is applied. */
export interface RecordClaim {
  /** Of the snapshot. */
  readonly file: string;
  /** `module.dns.aws_route53_record.www["a"]` */
  readonly address: string;
  /** `aws_route53_records_exclusive` deletes all record sets of its zone that it doesn't have. */
  readonly resource: RecordType;
  readonly zoneId: string;
  /** As Route 53 returns it. */
  readonly name: string;
  /** As the configuration has it: with the zone's name, or without. */
  readonly written: string;
  readonly type: string;
  readonly setIdentifier?: string;
  /** Whether Terraform writes over a record set that it doesn't know of. */
  readonly overwrites: boolean;
}

/** An Auto Scaling group that Terraform makes. */
export interface GroupClaim {
  /** Of the snapshot. */
  readonly file: string;
  readonly address: string;
  readonly name: string;
  readonly minimum: number;
}

type RecordType = 'aws_route53_record' | 'aws_route53_records_exclusive';
const CLAIMING = ['aws_route53_record', 'aws_route53_records_exclusive', 'aws_autoscaling_group'] as const;

const text = z.string();
const recordSet = z.object({
  name: text,
  type: text,
  set_identifier: z.nullish(text),
  /** With the zone's name; only of single records. */
  fqdn: z.nullish(text),
});
const RECORD = recordSet.extend({ zone_id: text, allow_overwrite: z.nullish(z.boolean()) });
const EXCLUSIVE = z.object({ zone_id: text, resource_record_set: z.array(recordSet).default([]) });
/** Of a plan's new group the name may not be known. */
const GROUP = z.object({ name: z.nullish(text), min_size: z.number() });
const VALUES = {
  aws_route53_record: RECORD,
  aws_route53_records_exclusive: EXCLUSIVE,
  aws_autoscaling_group: GROUP,
};

const resource = z.object({ address: text, mode: text, type: text, values: z.unknown() });
type Resource = z.infer<typeof resource>;

interface Module {
  readonly resources?: readonly Resource[] | undefined;
  readonly child_modules?: readonly Module[] | undefined;
}
const aModule: z.ZodType<Module> = z.object({
  resources: z.optional(z.array(resource)),
  child_modules: z.optional(z.array(z.lazy(() => aModule))),
});
const values = z.object({ root_module: z.optional(aModule) });
/**
 * Those whose forms are read here: a major version stays readable, and Terraform before 1.1 printed 0.1 and 0.2 alike.
 * Source: "Format Version" in its documentation.
 */
const FORMAT = /^(0\.[12]|1\.\d+)$/;
/** Of a plan, what will be there after it counts. */
const shown = z.object({
  format_version: text.check(
    z.regex(FORMAT, {
      error: ({ input }) => `expected a format version 1.x, found ${JSON.stringify(input)}`,
    }),
  ),
  terraform_version: z.optional(text),
  values: z.optional(values),
  planned_values: z.optional(values),
});

/** A resource that claims something, with nothing else of what Terraform knows of it. */
export type Claiming = Omit<Resource, 'values' | 'type'> &
  (
    | { readonly type: RecordType; readonly values: z.infer<typeof RECORD> | z.infer<typeof EXCLUSIVE> }
    | { readonly type: 'aws_autoscaling_group'; readonly values: z.infer<typeof GROUP> }
  );

export interface Shown {
  readonly formatVersion: string;
  readonly terraformVersion: string | undefined;
  readonly claiming: readonly Claiming[];
}

/** @returns what is wrong where it isn't what `terraform show -json` prints */
export function claimsShown(content: unknown): Shown | readonly Fault[] {
  const parsed = shown.safeParse(content);
  if (!parsed.success) return faultsOf(parsed.error, '');
  const { format_version, terraform_version, values: state, planned_values: planned } = parsed.data;
  const claiming: Claiming[] = [];
  const faults: Fault[] = [];
  for (const each of resourcesIn((planned ?? state)?.root_module)) {
    const type = CLAIMING.find((known) => known === each.type);
    // What Terraform only reads it doesn't make.
    if (!type || each.mode !== 'managed') continue;
    if (!parseAddress(each.address))
      faults.push({ at: '', words: `expected the address of a resource, found ${each.address}` });
    const read = VALUES[type].safeParse(each.values);
    if (read.success) claiming.push({ ...each, type, values: read.data } as Claiming);
    else faults.push(...faultsOf(read.error, ` of ${each.address}`));
  }
  return faults.length > 0
    ? faults
    : { formatVersion: format_version, terraformVersion: terraform_version, claiming };
}

function resourcesIn(root: Module | undefined): readonly Resource[] {
  if (!root) return [];
  return [...(root.resources ?? []), ...(root.child_modules ?? []).flatMap(resourcesIn)];
}

function faultsOf({ issues }: z.ZodError, where: string): readonly Fault[] {
  return issues.map(({ path, message }) => ({
    at: path.reduce<string>((at, part) => below(at, String(part)), ''),
    words: `${message}${where}`,
  }));
}

/** What Terraform makes, of all that a snapshot has of it. */
export interface TerraformClaims {
  readonly records: readonly RecordClaim[];
  readonly groups: readonly GroupClaim[];
}

/** @throws SnapshotRefused with all files that aren't what Terraform shows */
export function terraformClaims(snapshot: Snapshot): TerraformClaims {
  const claiming = claimingIn(snapshot);
  return {
    records: claiming.flatMap(({ file, ...each }) =>
      each.type === 'aws_autoscaling_group' ? [] : claimsOf(each, file, snapshot),
    ),
    groups: claiming.flatMap(({ file, address, ...each }) => {
      if (each.type !== 'aws_autoscaling_group') return [];
      const { name, min_size: minimum } = each.values;
      return name ? [{ file, address, name, minimum }] : [];
    }),
  };
}

function claimingIn(snapshot: Snapshot): readonly (Claiming & { readonly file: string })[] {
  const claiming: (Claiming & { readonly file: string })[] = [];
  const problems: Problem[] = [];
  for (const { content, ...place } of snapshot.all(TERRAFORM_SHOW)) {
    const file = pathOf(TERRAFORM_SHOW, place);
    const read = claimsShown(content);
    if ('claiming' in read) claiming.push(...read.claiming.map((each) => ({ ...each, file })));
    else
      problems.push(...read.map((fault) => ({ ...fault, file, command: commandOf(TERRAFORM_SHOW, place) })));
  }
  if (problems.length > 0) throw new SnapshotRefused(snapshot.folder, problems);
  return claiming;
}

function claimsOf(
  { address, type: resource, values }: Extract<Claiming, { readonly type: RecordType }>,
  file: string,
  snapshot: Snapshot,
): readonly RecordClaim[] {
  const zone = zoneName(snapshot, values.zone_id);
  const sets = 'resource_record_set' in values ? values.resource_record_set : [values];
  return sets.map(({ name, fqdn, type, set_identifier }) => ({
    file,
    address,
    resource,
    zoneId: values.zone_id,
    name: nameIn(zone, fqdn ?? name),
    written: name,
    type,
    ...(set_identifier && { setIdentifier: set_identifier }),
    overwrites: 'allow_overwrite' in values && values.allow_overwrite === true,
  }));
}

function zoneName(snapshot: Snapshot, id: string): string | undefined {
  const zone = snapshot.all(HOSTED_ZONE).find(({ names }) => names?.[0] === id);
  return zone && dotted(zone.content.HostedZone.Name);
}

/** The provider takes names with and without their zone's. */
function nameIn(zone: string | undefined, name: string): string {
  const whole = dotted(name).replace(/^\*/, '\\052');
  if (zone === undefined || whole === zone || whole.endsWith(`.${zone}`)) return whole;
  return whole === '.' ? zone : `${whole}${zone}`;
}
