import { couldNotContinue } from '../../../../rehearsal/report/could-not-continue.ts';
import { NothingHappens } from '../../../../rehearsal/stage/director.ts';

const kept = { path: 'runs/one', logPath: 'runs/one/tools.log' };

it('says where to read why what a scenario waits for never came', () => {
  const text = couldNotContinue(new NothingHappens('Migrate ended in NotReady: it broke'), kept);
  expect(text.split('\n').slice(1)).toEqual([
    'Migrate ended in NotReady: it broke',
    'Read what happened in runs/one, and what the functions logged in runs/one/tools.log.',
  ]);
});

it('says of anything else where it happened, and how to set everything up again', () => {
  const text = couldNotContinue(new Error('spawn failed'), kept);
  expect(text).toMatch(/\nError: spawn failed\n +at /);
  expect(text).toMatch(/read the tools' output in runs\/one\/tools\.log, or delete node_modules and \.venv/);
});
