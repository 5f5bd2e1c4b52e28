/** What is measured: how often the judge finds what, in simulated soaks and migrations. */
import type { Look } from '../../lambdas/migration/domain/compare/looks.ts';
import { chanceOf } from './chance.ts';
import { minutesOf, type Site } from './minutes.ts';
import { SimulatedSoak } from './soak.ts';

/** The default steps in which legacy has a share, and as often as a soak is extended by default. */
export const STEPS = [
  { share: 0.05, hours: 12 },
  { share: 0.25, hours: 24 },
  { share: 0.5, hours: 24 },
  { share: 0.75, hours: 24 },
] as const;
const EXTENSIONS = 3;

export const LOOK: Look = {
  steps: STEPS.length,
  metrics: 2,
  maximumExtensions: EXTENSIONS,
  extensions: 0,
  decisions: 0,
};

export type Verdict = 'pass' | 'fail' | 'inconclusive';

export function errorsAfter(site: Site, seed: number, share: number, hours: number): Verdict {
  return soakOf(site, seed, share).errors(hours * 60, LOOK).verdict;
}

export function latencyAfter(site: Site, seed: number, share: number, hours: number): Verdict {
  return soakOf(site, seed, share).latency(hours * 60, LOOK).verdict;
}

function soakOf(site: Site, seed: number, share: number): SimulatedSoak {
  const chance = chanceOf(seed);
  return new SimulatedSoak(chance, minutesOf(site, chance), share);
}

/** Whether the judge fails it in any look at any step. Whoever is asked lets it continue, so that nothing is left unlooked at. */
export function isFailed(site: Site, seed: number): boolean {
  const chance = chanceOf(seed);
  const next = minutesOf(site, chance);
  return STEPS.some(({ share, hours }) => {
    const soak = new SimulatedSoak(chance, next, share);
    for (let extensions = 0; extensions <= EXTENSIONS; extensions++) {
      const look = { ...LOOK, extensions };
      const minutes = (hours + extensions) * 60;
      const verdicts = [soak.errors(minutes, look).verdict, soak.latency(minutes, look).verdict];
      if (verdicts.includes('fail')) return true;
      if (verdicts.every((verdict) => verdict === 'pass')) return false;
    }
    return false;
  });
}

/** Of so many seeds, how often (0–1). */
export function partOf(runs: number, happens: (seed: number) => boolean): number {
  let count = 0;
  for (let seed = 1; seed <= runs; seed++) if (happens(seed)) count++;
  return count / runs;
}
