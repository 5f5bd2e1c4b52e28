/**
 * The longest TTL of legacy's records that is waited out, seconds: so long may a resolver hold what they answer. Source: the
 * cap that RFC 8767 recommends to resolvers (section 4).
 */
export const LONGEST_OLD_TTL = 7 * 86_400;

/** The longest that resolvers may hold an answer once the TTLs are lowered, seconds: it is waited out at every step. */
export const LONGEST_HELD_UNDER_WAY = 86_400;
