import type { PlayedRehearsal } from '../../../report/rehearsal/document.ts';
import { played } from './run.ts';

const START = Date.UTC(2027, 0, 4, 8);
const HOUR = 3_600_000;
export const iso = (ms: number) => new Date(START + ms).toISOString();

/** A week of so many names, as noisy as clients are. */
export function week(names: number): PlayedRehearsal {
  const points = Math.max(60, Math.min(400, Math.floor(40_000 / names)));
  const steps = [0.05, 0.25, 0.5, 0.75, 1].map((cluster, i) => ({ from: iso(i * 24 * HOUR), cluster }));
  const stepSeconds = Math.ceil((7 * 24 * 60) / points) * 60;
  const values = (name: number) =>
    Array.from({ length: points }, (_, i) => {
      const share = steps[Math.min(4, Math.floor((i * stepSeconds) / 86_400))]?.cluster ?? 1;
      return Number(Math.min(1, Math.max(0, share + Math.sin(i * 12.9898 + name) * 0.04)).toFixed(4));
    });
  const wave = Array.from({ length: 400 }, (_, i) => Math.round(2000 + 1500 * Math.sin(i / 9)));
  const few = wave.map((each) => each % 7);
  const alarms = Array.from({ length: 20 }, (_, i) => ({
    group: 'Alarms',
    name: `cluster-alarm-${i}`,
    spans: [
      { from: iso(0), until: iso(100 * HOUR), what: 'OK', why: 'Threshold not crossed' },
      {
        from: iso(100 * HOUR),
        until: iso(101 * HOUR),
        what: 'ALARM',
        why: 'Threshold Crossed: 2 out of the last 3 datapoints',
      },
      { from: iso(101 * HOUR), until: iso(168 * HOUR), what: 'INSUFFICIENT_DATA' },
    ],
  }));
  const all = Array.from({ length: names }, (_, i) => ({
    name: `shop-${i}.eu.example.com`,
    intended: steps,
    seen: { from: iso(0), stepSeconds, values: values(i) },
  }));
  const requests = {
    from: iso(0),
    stepSeconds: 1500,
    legacy: wave,
    cluster: wave.toReversed(),
    legacyFailed: few,
    clusterFailed: few,
    lost: few,
  };
  const until = iso(168 * HOUR);
  return played({ title: 'week', until, lanes: alarms, names: all, requests });
}
