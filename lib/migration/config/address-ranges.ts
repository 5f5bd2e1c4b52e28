import { BlockList } from 'node:net';

export type Family = 'ipv4' | 'ipv6';

/** For each family, networks with the lengths of their prefixes. */
export type Ranges = Readonly<Record<Family, readonly (readonly [net: string, prefix: number])[]>>;

/** One list per family: a list with the mapped range `::ffff:0:0/96` would contain every IPv4 address. */
export function blockListsOf(ranges: Ranges): Readonly<Record<Family, BlockList>> {
  const of = (family: Family): BlockList => {
    const list = new BlockList();
    for (const [net, prefix] of ranges[family]) list.addSubnet(net, prefix, family);
    return list;
  };
  return { ipv4: of('ipv4'), ipv6: of('ipv6') };
}
