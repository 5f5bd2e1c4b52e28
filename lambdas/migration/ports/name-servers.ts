/** The name servers of a zone, each asked by itself: no resolver's cache has a part in what they answer. */
export interface NameServers {
  /**
   * The values of a name's TXT records, in Route 53's notation; none where there are none.
   * @param server its name
   * @throws when it doesn't answer, or not for that zone
   */
  textsAt(server: string, name: string): Promise<readonly string[]>;
  /** Whether it knows the name, whatever it answers for this type. @throws as `textsAt` */
  knows(server: string, name: string, type: string): Promise<boolean>;
}
