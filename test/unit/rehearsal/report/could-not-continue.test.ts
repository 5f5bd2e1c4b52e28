import { couldNotContinue } from '../../../../rehearsal/report/could-not-continue.ts';

const kept = { logPath: 'runs/one/tools.log' };

it('says where it happened, and how to set everything up again', () => {
  const text = couldNotContinue(new Error('spawn failed'), kept);
  expect(text).toMatch(/\nError: spawn failed\n +at /);
  expect(text).toMatch(/read the tools' output in runs\/one\/tools\.log, or delete node_modules and \.venv/);
});
