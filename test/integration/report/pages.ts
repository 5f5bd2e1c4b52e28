/** Pages of each kind, with texts as long and as bad as they come. */

import * as z from 'zod/mini';
import { readinessSchema } from '../../../lambdas/migration/runtime/readiness-schema.ts';
import { closedPage } from '../../../report/closed/page.ts';
import { projectRunbook } from '../../../report/page/project-runbook.ts';
import { readinessPage } from '../../../report/readiness/page.ts';
import type { PlayedRehearsal } from '../../../report/rehearsal/document.ts';
import { rehearsalPage } from '../../../report/rehearsal/page.ts';
import { fullShop, readinessOf } from '../../support/migration/readiness.ts';
import { closedJson } from '../../unit/report/closed.ts';
import { played, runOf } from '../../unit/report/run.ts';
import { iso, week } from '../../unit/report/week.ts';

export const PLANTED = `<script>document.title = 'planted'</script><img src=x onerror="document.title='planted'">`;
const LONG =
  'arn:aws:elasticloadbalancing:us-west-1:111122223333:loadbalancer/app/k8s-ingress/9876543210abcdef'.repeat(
    2,
  );
const HOUR = 3_600_000;

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
const draws = {
  of: 20,
  fired: 14,
  alarms: [LONG, 'errors'],
  seconds: { least: 180, most: 86_400 },
  harmed: { least: 9, most: 1_234_567 },
};
const matrix = {
  part: 0.2,
  at: iso(0),
  steps: [5, 25, 50, 75, 100],
  failures: [
    {
      failure: `slow ${PLANTED}`,
      cells: [
        cell,
        { ...cell, percent: 25 },
        { percent: 50, seconds: 86_400, harmed: 9 },
        { ...cell, draws },
        cell,
      ],
    },
  ],
  remarks: [{ verdict: 'useless', text: LONG }],
};

const closed = closedJson();

export async function pages(): Promise<Readonly<Record<PageName, string>>> {
  const readiness = z.parse(readinessSchema, await readinessOf(fullShop()));
  return {
    ...REHEARSED,
    'a readiness report': readinessPage({ ...readiness, note: LONG, summary: PLANTED }, projectRunbook()),
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
  // Of two days: moments with a day stand beside others.
  'a run that held': rehearsalPage(runOf([week(30), played(), played({ until: iso(54 * HOUR) })])),
  'a run that failed': rehearsalPage(
    runOf([bad], {
      held: false,
      madeUp: [LONG],
      skipped: [{ product: 'masters', title: LONG, why: PLANTED }],
      checks,
      command: LONG,
    }),
  ),
  'dry runs': rehearsalPage(runOf([dryRun, dryRun]), projectRunbook()),
  'a matrix': rehearsalPage(runOf([played()], { matrix })),
  'a run that was broken off': rehearsalPage(runOf([], { held: false, brokenOff: `${LONG}\n${PLANTED}` })),
};
