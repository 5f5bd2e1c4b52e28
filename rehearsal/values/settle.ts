/** Settings with the values in them that are known only at deploy time. */
import type { Synthesised } from '../app/settings.ts';
import type { Json } from '../snapshot/json.ts';
import { evaluate, isKnown } from './evaluate.ts';
import type { Facts } from './facts.ts';
import { type Lacking, once } from './lacking.ts';

export interface Settled<T> {
  /** What isn't known stands in them as `${Token[i]}`. */
  readonly settings: T;
  readonly lacking: readonly Lacking[];
}

export function settled<T>({ stack, settings, tokens }: Synthesised<T>, facts: Facts): Settled<T> {
  if (tokens === undefined) return { settings, lacking: [] };
  const { value, lacking } = evaluate(tokens, stack, facts);
  const values = JSON.parse(String(value)) as readonly Json[];
  return { settings: withValues(settings as Json, values) as T, lacking: once(lacking) };
}

function withValues(value: Json, values: readonly Json[]): Json {
  return JSON.parse(JSON.stringify(value), (_, each) =>
    typeof each === 'string'
      ? each.replace(/\$\{Token\[(\d+)\]\}/g, (mark, i) => known(values[i]) ?? mark)
      : each,
  );
}

function known(value: Json | undefined): string | undefined {
  return value === undefined || !isKnown(value) ? undefined : String(value);
}
