/** How DNS names are written. Route 53 keeps them in lower case with a trailing dot, and a wildcard's `*` as `\052`. */

/** Lower case, without the trailing dot: the same for every way to write a name. IAM's condition keys have names so. */
export function undotted(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

/** Lower case, with the trailing dot: the same for every way to write a name. */
export function dotted(name: string): string {
  return `${undotted(name)}.`;
}

/** True for the zone's own name and all below it. Both in one notation. */
export function isWithin(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}

/** `\052.example.com.` → `*.example.com`: for people only. */
export function displayName(name: string): string {
  return name.replace(/^\\052\./, '*.').replace(/\.$/, '');
}
