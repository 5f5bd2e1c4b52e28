/** Objects in a namespace, told apart and written for people. */
import type { Named } from './objects.ts';

/** `shop/web` */
export function pathOf({ namespace, name }: Named): string {
  return `${namespace}/${name}`;
}

/** `deployment shop/web` */
export function shown(kind: string, named: Named): string {
  return `${kind} ${pathOf(named)}`;
}

/** Of one kind. */
export function isSame(one: Named, other: Named): boolean {
  return one.namespace === other.namespace && one.name === other.name;
}
