/**
 * What external-dns calls the TXT record by which it marks a record as its own, by its documents alone.
 *
 * - docs/registry/txt.md, "Prefixes and Suffixes": either is added to the first component of the name, they exclude each
 *   other, and `%{record_type}` in them becomes the type. "Wildcard Replacement": the flag's text instead of `*`.
 * - the same, "Record Format Options": with the type, as `a-`, unless an affix has it; before 0.12, and beside that until
 *   0.18, without it. AAAA records have never had a mark without.
 * - the same, "AWS A ALIAS records": until 0.22 an A alias was marked as CNAME.
 * - pull request 6676: where external-dns knows its zones, all labels before the zone are the first component.
 */
export interface Flags {
  readonly prefix?: string;
  readonly suffix?: string;
  readonly wildcardReplacement?: string;
}

export interface Written {
  /** `www.shop.test`, `*.apps.shop.test`. */
  readonly host: string;
  readonly type: string;
  readonly format: 'old' | 'new';
  /** Otherwise the first component is the first label. */
  readonly knownZone?: string;
}

/** The mark's name as Route 53 lists it. */
export function markName({ host, type, format, knownZone }: Written, flags: Flags): string {
  const { prefix = '', suffix = '', wildcardReplacement = '' } = flags;
  if (prefix !== '' && suffix !== '') throw new Error('txt-prefix and txt-suffix are mutually exclusive');
  const [component, rest] = split(host, knownZone);
  const said = format === 'old' ? '' : type;
  const isSaidInAffix = `${prefix}${suffix}`.includes('%{record_type}');
  const replaced = component === '*' && wildcardReplacement !== '' ? wildcardReplacement : component;
  const first = format === 'new' && !isSaidInAffix ? `${type}-${replaced}` : replaced;
  const affix = (text: string): string => text.replaceAll('%{record_type}', said);
  return `${affix(prefix)}${first}${affix(suffix)}.${rest}.`.toLowerCase().replaceAll('*', '\\052');
}

function split(host: string, knownZone: string | undefined): [component: string, rest: string] {
  const at =
    knownZone !== undefined && host.endsWith(`.${knownZone}`)
      ? host.length - knownZone.length - 1
      : host.indexOf('.');
  return [host.slice(0, at), host.slice(at + 1)];
}
