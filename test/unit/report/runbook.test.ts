import { projectRunbook } from '../../../report/page/project-runbook.ts';
import { Runbook } from '../../../report/page/runbook.ts';
import { rehearsalPage } from '../../../report/rehearsal/page.ts';
import { played, runOf } from './run.ts';

const TEXT = `# Runbook

## Migrate

### CloseMigration

Retry [it](#migrate) or read [AWS](https://aws.example/x). <b>bold</b>

| a | b |
|---|---|
| 1 | 2 |

### Rolled back

See above.
`;

const markup = (content: unknown) => (content as { markup: string } | undefined)?.markup;

it('links to a section, and then has it: others are left out', () => {
  const runbook = new Runbook(TEXT);
  expect(markup(runbook.link('CloseMigration'))).toBe('<a href="#runbook-closemigration">CloseMigration</a>');
  expect(runbook.link('Nothing')).toBeUndefined();
  const sections = markup(runbook.sections()) ?? '';
  expect(sections).toContain('id="runbook-closemigration"');
  expect(sections).toContain('&lt;b&gt;bold');
  expect(sections).toContain('Retry it or read <a href="https://aws.example/x">AWS</a>');
  expect(sections).toMatch(/<div class="scroll"[^>]*><table>/);
  expect(sections).not.toContain('See above.');
});

it('finds what a mail names, by its heading or by its address', () => {
  const found = (text: string) => new Runbook(TEXT).linksIn(text).map(({ markup: link }) => link);
  expect(found('- Runbook: docs/runbook.md, heading CloseMigration (set runbookUrl)')).toHaveLength(1);
  expect(found('- Runbook: https://wiki/x#rolled-back\nBye')).toEqual([
    expect.stringContaining('Rolled back'),
  ]);
  expect(found('Nothing here')).toEqual([]);
});

it('is part of a page where a mail names it', () => {
  const mails = [
    {
      at: '2027-01-04T10:00:00.000Z',
      subject: 's',
      body: 'Runbook: docs/runbook.md, heading NotifyRollBack',
    },
  ];
  const page = rehearsalPage(runOf([played({ mails })]), projectRunbook());
  expect(page).toContain('<a href="#runbook-notifyrollback">');
  expect(page).toContain('id="runbook-notifyrollback"');
});
