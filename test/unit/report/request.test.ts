import { parseRequest } from '../../../report/request.ts';

it('takes one report, and where its page is put', () => {
  expect(parseRequest(['readiness.json'])).toEqual({ kind: 'page', file: 'readiness.json', out: '' });
  expect(parseRequest(['readiness.json', '--out', 'a.html'])).toMatchObject({ out: 'a.html' });
  expect(parseRequest(['--help'])).toEqual({ kind: 'help' });
});

it.each([
  [[], 'the report is missing: expected the JSON of a readiness report'],
  [['a.json', 'b.json'], 'b.json: expected one report only'],
  [['a.json', '--out'], '--out: expected the path of a file'],
  [['a.json', '--ot', 'x'], 'there is no option --ot; did you mean --out?'],
])('refuses %j', (args, words) => {
  expect(parseRequest(args)).toMatchObject({
    kind: 'wrong',
    problems: expect.arrayContaining([expect.stringContaining(words)]),
  });
});
