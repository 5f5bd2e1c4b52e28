/** Pages of each kind, with texts as long and as bad as they come. */

import * as z from 'zod/mini';
import { readinessSchema } from '../../../lambdas/migration/runtime/readiness-schema.ts';
import { closedPage } from '../../../report/closed/page.ts';
import { readinessPage } from '../../../report/readiness/page.ts';
import type { PlayedRehearsal } from '../../../report/rehearsal/document.ts';
import { rehearsalPage } from '../../../report/rehearsal/page.ts';
import { fullShop, readinessOf } from '../../support/migration/readiness.ts';
import { closedJson } from '../../unit/report/closed.ts';
import { played, runOf } from '../../unit/report/run.ts';

export const PLANTED = `<script>document.title = 'planted'</script><img src=x onerror="document.title='planted'">`;
const LONG =
  'arn:aws:elasticloadbalancing:us-west-1:111122223333:loadbalancer/app/k8s-ingress/9876543210abcdef'.repeat(
    2,
  );
const START = Date.UTC(2027, 0, 4, 8);
const HOUR = 3_600_000;
const iso = (ms: number) => new Date(START + ms).toISOString();

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
      { from: iso(100 * HOUR), until: iso(101 * HOUR), what: 'ALARM', why: LONG },
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

const checks = [{ claim: `Each zone has one fence ${PLANTED}`, contradictions: [LONG, PLANTED] }];
const bad = played({
  held: false,
  title: `alarm-at-half ${PLANTED}`,
  about: LONG,
  checks,
  mails: [{ at: iso(HOUR), subject: `${PLANTED} ${LONG}`, body: `${PLANTED}\n${LONG}` }],
  executions: [
    { ...(played().executions[0] as PlayedRehearsal['executions'][number]), cause: PLANTED },
    {
      machine: 'Decide',
      name: 'd',
      status: 'FAILED',
      error: LONG,
      cause: PLANTED,
      input: `{"reason":"${LONG}"}`,
      from: iso(0),
      until: iso(1),
      states: [],
    },
  ],
});
const finding = {
  level: 'fail',
  check: 'VerifyDns',
  code: 'c',
  subject: LONG,
  seen: PLANTED,
  why: LONG,
  toDo: LONG,
};
const dryRun = played({
  title: 'preflight',
  findings: [finding, { ...finding, level: 'warn' }, { ...finding, level: 'pass' }],
});
const cell = { percent: 5, alarm: LONG, seconds: 204, harmed: 118 };
const matrix = {
  part: 0.2,
  at: iso(0),
  steps: [5, 25, 50, 75, 100],
  failures: [
    {
      failure: `slow ${PLANTED}`,
      cells: [cell, { ...cell, percent: 25 }, { percent: 50, seconds: 86_400, harmed: 9 }, cell, cell],
    },
  ],
  remarks: [{ verdict: 'useless', text: LONG }],
};

const closed = closedJson();

export async function pages(): Promise<Readonly<Record<PageName, string>>> {
  const readiness = z.parse(readinessSchema, await readinessOf(fullShop()));
  return {
    ...REHEARSED,
    'a readiness report': readinessPage({ ...readiness, note: LONG, summary: PLANTED }),
    'a closing report': closedPage({
      ...closed,
      timeline: closed.timeline.map((one) => ({ ...one, said: LONG })),
    }),
  };
}

export const NAMES = [
  'a run that held',
  'a run that failed',
  'dry runs',
  'a matrix',
  'a run that was broken off',
  'a readiness report',
  'a closing report',
] as const;
type PageName = (typeof NAMES)[number];

const REHEARSED = {
  'a run that held': rehearsalPage(runOf([week(30), played()])),
  'a run that failed': rehearsalPage(
    runOf([bad], {
      held: false,
      madeUp: [LONG],
      skipped: [{ product: 'masters', title: LONG, why: PLANTED }],
      checks,
      command: LONG,
    }),
  ),
  'dry runs': rehearsalPage(runOf([dryRun, dryRun])),
  'a matrix': rehearsalPage(runOf([played()], { matrix })),
  'a run that was broken off': rehearsalPage(runOf([], { held: false, brokenOff: `${LONG}\n${PLANTED}` })),
};
