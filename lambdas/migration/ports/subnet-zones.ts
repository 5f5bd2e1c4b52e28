export interface SubnetZones {
  /** Availability Zones by the ids of subnets, without those that this account doesn't see. */
  zonesOf(subnetIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
