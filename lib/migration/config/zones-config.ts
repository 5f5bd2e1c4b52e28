/** A public hosted zone, and the names in it that move. */
export interface ZoneConfig {
  /** Route 53's id of the hosted zone, `Z…` without `/hostedzone/`. May be a token. */
  readonly id: string;
  /** The zone's domain name, e.g. `example.com`. */
  readonly name: string;
  /**
   * The names to move, in full: `www.example.com`, the zone's own name for its apex, `*.apps.example.com`
   * for a wildcard. All A, AAAA and CNAME records of a name move. 1 to 10,000 names.
   */
  readonly records: readonly string[];
  /** Private zones can't be migrated; `true` is refused. */
  readonly private?: false;
  /**
   * The role by which the functions use a zone of another account. docs/configuration.md, "Zones in another account",
   * has its policies.
   * @default the zone is in the stack's account
   */
  readonly role?: ZoneRoleConfig;
}

/** A role in the account of the zone, which lets the stack's functions assume it. */
export interface ZoneRoleConfig {
  /** Its ARN. No token. */
  readonly arn: string;
  /** What the role's trust policy expects under `sts:ExternalId`, if it does. */
  readonly externalId?: string;
}
