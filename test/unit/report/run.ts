import type { PlayedRehearsal, RunDocument } from '../../../report/rehearsal/document.ts';

const at = (hour: number, minute = 0) => new Date(Date.UTC(2027, 0, 4, 8 + hour, minute)).toISOString();

/** A migration of one name, of which one alarm fired. */
export function played(more: Partial<PlayedRehearsal> = {}): PlayedRehearsal {
  return {
    product: 'migration',
    title: 'alarm-at-half',
    about: 'the cluster fails while it has half of the traffic',
    seed: 1,
    again: 'npm start -- alarm-at-half --seed 1',
    held: true,
    checks: [{ claim: 'RollBack ended SUCCEEDED', contradictions: [] }],
    from: at(0),
    until: at(4),
    tookSeconds: 12.5,
    calls: { route53: 3, states: 2 },
    figures: ['requests     1,200 from clients; 0 unanswered'],
    timeline: [{ at: at(0), kind: 'person', text: 'on call starts Migrate with {}' }],
    mails: [{ at: at(2, 1), subject: '[cutover] shop: rolled back', body: 'Legacy serves.\nNo action.' }],
    executions: [
      {
        machine: 'Migrate',
        name: 'one',
        status: 'ABORTED',
        error: 'RolledBack',
        input: '{}',
        from: at(0),
        until: at(2),
        states: [
          { from: at(0), until: at(0, 1), what: 'ShiftWeight' },
          { from: at(0, 1), until: at(2), what: 'Soak 50 %' },
        ],
      },
    ],
    lanes: [
      {
        group: 'Alarms',
        name: 'shop-cluster-5xx',
        spans: [
          { from: at(0), until: at(2), what: 'OK' },
          { from: at(2), until: at(4), what: 'ALARM', why: 'Threshold Crossed' },
        ],
      },
    ],
    names: [
      {
        name: 'www.shop.test',
        intended: [
          { from: at(0), cluster: 0 },
          { from: at(1), cluster: 0.5 },
          { from: at(2), cluster: 0 },
        ],
        seen: { from: at(0), stepSeconds: 3600, values: [0, 0.48, null, 0.01] },
      },
    ],
    requests: {
      from: at(0),
      stepSeconds: 3600,
      legacy: [100, 50, 90, 100],
      cluster: [0, 50, 10, 0],
      legacyFailed: [0, 0, 0, 0],
      clusterFailed: [0, 20, 3, 0],
      lost: [0, 0, 0, 0],
    },
    ...more,
  };
}

export function runOf(rehearsals: readonly PlayedRehearsal[], more: Partial<RunDocument> = {}): RunDocument {
  return {
    schema: 'kops-cutover.rehearsal/1',
    command: 'npm start -- alarm-at-half',
    playedAt: '2026-11-30T08:00:00.000Z',
    tookSeconds: 31,
    app: '',
    held: true,
    madeUp: [],
    rehearsals,
    skipped: [],
    checks: [],
    ...more,
  };
}
