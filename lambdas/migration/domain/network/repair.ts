/** What makes packets pass that routes send elsewhere: the longest prefix wins, so another route may not help. */
import { type Block, contains } from './block.ts';
import { ALL_PORTS, stopsOf } from './decide.ts';
import type { Routed } from './rules.ts';

export interface Repair<T, R> {
  /** These win, and must lead elsewhere. */
  readonly replaced: readonly R[];
  /** Once all of `replaced` are removed, everything arrives. */
  readonly isRemovalEnough: boolean;
  /** To these a route is missing then: of their own prefix it wins over what is left. */
  readonly added: readonly T[];
}

/** @param isDead whether the route drops what it is about, and may itself be given another target */
export function repairOf<T extends { readonly block: Block }, R>(
  targets: readonly T[],
  rules: readonly Routed<R>[],
  isDead: (route: R) => boolean,
): Repair<T, R> {
  const replaced = rules.filter((rule) =>
    targets.some(
      (target) =>
        stops(target, rules).by.includes(rule) && (contains(target.block, rule.block) || isDead(rule.route)),
    ),
  );
  const kept = rules.filter((rule) => !replaced.includes(rule));
  const led = rules.map((rule) => (replaced.includes(rule) ? { ...rule, allows: true } : rule));
  return {
    replaced: replaced.map(({ route }) => route),
    isRemovalEnough: targets.every((target) => passes(target, kept)),
    added: targets.filter((target) => !passes(target, led)),
  };
}

function stops<R>({ block }: { readonly block: Block }, rules: readonly Routed<R>[]) {
  return stopsOf({ block, ports: ALL_PORTS }, rules);
}

function passes<R>(target: { readonly block: Block }, rules: readonly Routed<R>[]): boolean {
  const { by, isOpen } = stops(target, rules);
  return by.length === 0 && !isOpen;
}
