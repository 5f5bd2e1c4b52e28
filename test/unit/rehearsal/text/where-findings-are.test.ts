import { whereFindingsAre } from '../../../../rehearsal/text/where-findings-are.ts';

it('names the command that shows the findings of somebody’s own app', () => {
  expect(whereFindingsAre(['--app "node bin/prod.ts"', '--snapshot account'])).toEqual([
    expect.stringMatching(/: npm start -- preflight --app "node bin\/prod\.ts" --snapshot account$/),
  ]);
  expect(whereFindingsAre([])).toEqual([]);
});
