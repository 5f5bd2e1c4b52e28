import { type AlarmForm, bare, composite, LATENCY, named, READY } from './some-source-alarms.ts';

export const COMPOSITE_ALARM_FORMS: readonly AlarmForm[] = [
  {
    form: 'composite',
    source: 'API: AlarmRule',
    alarms: [composite('ALARM(b) OR ALARM("c d")'), named('b'), named('c d')],
    data: [LATENCY],
    findings: READY,
  },
  {
    form: 'composite, with AT_LEAST over an alarm without data and one that is gone',
    source: 'UG: alarm-combining',
    alarms: [
      composite('ALARM(x) OR AT_LEAST(2, ALARM, (b, c))'),
      named('x'),
      named('b', { state: 'INSUFFICIENT_DATA' }),
    ],
    data: [LATENCY],
    findings: ['fail alarm-insufficient-data', 'fail alarm-missing', 'warn alarm-detection-unknown'],
  },
  {
    form: 'composite, over a name in quotes with quotes',
    source: 'UG: alarm-combining',
    alarms: [
      composite('ALARM("say \\"hi\\"") OR AT_LEAST(50%, NOT OK, ("größer 🚨"))'),
      named('say "hi"'),
      named('größer 🚨'),
    ],
    data: [LATENCY],
    findings: READY,
  },
  {
    form: 'composite, over composite ones down to a silent metric',
    source: 'API: composite alarms in a rule',
    alarms: [
      composite('ALARM(between)'),
      { ...composite('OK(b)'), name: 'between' },
      named('b', { metric: bare({ ...LATENCY, dimensions: {} }) }),
    ],
    data: [LATENCY],
    findings: ['warn alarm-silent'],
  },
  {
    form: 'composite, in a circle',
    source: 'API: PutCompositeAlarm: evaluation stops at a cycle',
    alarms: [composite('ALARM(between)'), { ...composite('ALARM(a)'), name: 'between' }],
    data: [],
    findings: ['fail alarm-rule', 'warn alarm-detection-unknown'],
  },
  {
    form: 'composite, set to False to break a circle',
    source: 'API: PutCompositeAlarm',
    alarms: [composite('False')],
    data: [],
    findings: ['fail alarm-rule', 'warn alarm-detection-unknown'],
  },
];
