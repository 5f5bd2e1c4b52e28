import { COMPARED_BY_DEFAULT } from '../../../lambdas/migration/contract/compare-settings.ts';
import { assessAlone } from '../../../plan/assess/assess.ts';
import { comparedPlan } from '../../../plan/compared.ts';
import { PLAN_SCHEMA, type PlanDocument } from '../../../plan/plan-document.ts';
import { asMarkdown, asText } from '../../../plan/report/print.ts';
import { sectionsOf } from '../../../plan/report/sections.ts';
import { someSettings } from '../../support/migration/settings.ts';

it('writes Markdown that shows wildcards and underscores as they are, and no empty section', () => {
  const sections = [
    { heading: 'Nothing', lines: [] },
    { heading: 'The plan', lines: ['*.apps.shop.test, _x.shop.test: legacy 95 → 75'] },
  ];
  expect(asMarkdown(sections)).toBe('### The plan\n\n- \\*.apps.shop.test, \\_x.shop.test: legacy 95 → 75\n');
});

it('says what alarms may miss, with the command that shows more', () => {
  const notSure = {
    percent: 5,
    failing: 20,
    failures: ['resets', 'one name only'],
    notKnown: [],
    options: ['--app "node a.ts"', '--snapshot b'],
  };
  const settings = someSettings();
  const migration = { stack: 'Shop', settings, ...assessAlone(settings, 0), notSure };
  const document: PlanDocument = {
    schema: PLAN_SCHEMA,
    plannedAt: '',
    snapshot: 'b',
    migrations: [migration],
    overlaps: [],
  };
  const line =
    '- At 5 %, if 20 % of the cluster\'s requests fail, no alarm is sure to roll back: resets, one name only. See: npm start -- matrix --app "node a.ts" --snapshot b\n';
  expect(asText(sectionsOf(document, undefined))).toContain(`What alarms may miss\n${line}`);
  expect(asMarkdown(sectionsOf(document, undefined))).toContain(`### What alarms may miss\n\n${line}`);
});

it('says how long a soak must be to compare, and which is too short', () => {
  const step = (percent: number, hours: number) => ({ percent, soakSeconds: hours * 3600, approval: false });
  const settings = someSettings({
    steps: [step(5, 6), step(50, 24), step(100, 24)],
    compare: { ...COMPARED_BY_DEFAULT, metrics: [] },
  });
  const compared = comparedPlan(settings, 16.67);
  const migration = { stack: 'Shop', settings, ...assessAlone(settings, 0), ...(compared && { compared }) };
  const document = {
    schema: PLAN_SCHEMA,
    plannedAt: '',
    snapshot: 'b',
    migrations: [migration],
    overlaps: [],
  } as const;
  const text = asText(sectionsOf(document, undefined));
  expect(text).toMatch(
    /How long a soak must be to compare\n- Legacy has 17 requests a second on average\. .*\n- At 5 %: at least \d+ h to see errors of 1 % become 2 %, 1 h to compare latency\. The soak has only 6 h\.\n- At 50 %: .* The soak has 1 d\.\n/,
  );
  expect(text).not.toContain('At 100 %: at least');
  expect(comparedPlan(someSettings(), 16.67)).toBeUndefined();
  expect(comparedPlan({ ...settings, steps: [step(100, 24)] }, 16.67)).toBeUndefined();
  expect(comparedPlan({ ...settings, compare: { falseAlarms: 0.01, metrics: [] } }, 16.67)).toBeUndefined();
});

const SECTIONS = [
  { heading: 'Warnings', lines: ['one'] },
  { heading: 'Terraform, before the migration', lines: ['Add this.'], code: 'resource "a" "b" {\n}\n' },
];

it('writes code as it is, in Markdown in a block of its own', () => {
  expect(asText(SECTIONS)).toBe(
    'Warnings\n- one\n\nTerraform, before the migration\n- Add this.\n\nresource "a" "b" {\n}\n',
  );
  expect(asMarkdown(SECTIONS)).toContain('- Add this.\n\n```hcl\nresource "a" "b" {\n}\n```\n');
});

describe('in a terminal', () => {
  const { isTTY } = process.stdout;
  afterEach(() => {
    process.stdout.isTTY = isTTY;
  });

  // NO_COLOR is Node's own matter, and it reads the real environment.
  it.each([
    ['is coloured', true],
    ['and in a pipe is not', false],
  ])('%s', (_what, terminal) => {
    process.stdout.isTTY = terminal;
    expect(asText(SECTIONS).includes('\u001b[')).toBe(terminal);
  });
});
