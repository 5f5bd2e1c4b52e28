/** The first that reads TypeScript, so that an app needs no compiler. */
export const OLDEST_NODE = [22, 18] as const;
