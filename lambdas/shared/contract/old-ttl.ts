/**
 * The longest TTL of legacy's records that is waited out, seconds: so long may a resolver hold what they answer. Source: the
 * cap that RFC 8767 recommends to resolvers (section 4).
 */
export const LONGEST_OLD_TTL = 7 * 86_400;
