import { movingOf } from '../../dns/questions.ts';
import type { RecordSet } from '../../route53/index.ts';
import { MIGRATION } from '../account.ts';

export const SHOP_ZONE = 'Z0SHOPEXAMPLE1';
export const CDN_ZONE = 'Z0SHOPEXAMPLE2';
/** Of the same name, in the same account. */
export const PRIVATE_CDN_ZONE = 'Z0SHOPPRIVATE2';

/** The names that are moved, as Route 53 returns them, by zone id. */
export const MOVED_NAMES: Readonly<Record<string, readonly string[]>> = {
  [SHOP_ZONE]: ['shop.test.', 'www.shop.test.', 'blog.shop.test.', 'api.shop.test.', '\\052.apps.shop.test.'],
  [CDN_ZONE]: ['img.shop-cdn.test.'],
};

/** A name that leads to another one of the shop, and so is answered by whoever answers for that. */
export interface Follower {
  readonly name: string;
  readonly on: string;
  /** It is moved itself; the others are neighbours that nobody has configured. */
  readonly isMoved: boolean;
}

export const FOLLOWERS: readonly Follower[] = [
  { name: 'blog.shop.test.', on: 'www.shop.test.', isMoved: true },
  { name: 'm.shop.test.', on: 'www.shop.test.', isMoved: false },
  { name: 'old-img.shop-cdn.test.', on: 'img.shop-cdn.test.', isMoved: false },
];

/** Names in the longest chain of answers, of which each may be cached for its own TTL. */
export const LONGEST_CHAIN = Math.max(...FOLLOWERS.map(({ name }) => chainOf(name)));

function chainOf(name: string): number {
  const follower = FOLLOWERS.find((one) => one.name === name);
  return follower ? 1 + chainOf(follower.on) : 1;
}

export const MOVING = movingOf(MIGRATION, Object.values(MOVED_NAMES).flat());

/** The migration's own mark in a zone. */
export const isFence = ({ Name, Type }: RecordSet) =>
  Type === 'TXT' && Name.startsWith(`_cutover-${MIGRATION}.`);
