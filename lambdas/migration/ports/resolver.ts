export interface Addresses {
  readonly ipv4: readonly string[];
  readonly ipv6: readonly string[];
}

/** A CAA record: who may issue certificates for a name. Source: RFC 8659. */
export interface CaaRecord {
  /** `issue`, `issuewild`, `iodef`, … */
  readonly tag: string;
  readonly value: string;
}

/** DNS as clients see it. */
export interface Resolver {
  /** All addresses of a name; none where it has none. Throws when they can't be asked. */
  addressesOf(name: string): Promise<Addresses>;
  /** The CAA records at this very name, or where its CNAME leads. Throws when they can't be asked. */
  caaOf(name: string): Promise<readonly CaaRecord[]>;
}
