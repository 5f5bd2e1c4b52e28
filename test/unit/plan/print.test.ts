import { assessAlone } from '../../../plan/assess/assess.ts';
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
    notEvaluated: [],
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
