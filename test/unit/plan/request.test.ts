import { parseRequest } from '../../../plan/request.ts';

describe('the arguments of npm run plan', () => {
  it('are an app, and what is known of the account', () => {
    expect(
      parseRequest(['--app', 'node bin/prod.ts', '--snapshot', 'account', '--against', 'main', '--json']),
    ).toEqual({
      kind: 'plan',
      app: 'node bin/prod.ts',
      stack: '',
      snapshot: 'account',
      against: 'main',
      format: 'json',
    });
  });

  it('are all reported where they are wrong', () => {
    expect(
      parseRequest(['--ap', 'x', 'here', '--stack', '--json', '--nonsense', '--markdown=1', '--against=']),
    ).toMatchObject({
      kind: 'wrong',
      problems: [
        'there is no option --ap; did you mean --app?',
        '--stack: expected a value',
        'there is no option --nonsense; --help shows them',
        '--markdown=1: it takes no value',
        '--against: expected a value',
        'x: expected options only',
        'here: expected options only',
        '--app is missing: how is the app started? For example --app "node bin/prod.ts"',
      ],
    });
  });

  it('print one of the two', () => {
    expect(parseRequest(['--app=x', '--json', '--markdown'])).toMatchObject({
      problems: ['--json and --markdown: expected one of the two'],
    });
  });

  it('may be a call for help', () => {
    expect(parseRequest(['--help', '--nonsense'])).toEqual({ kind: 'help' });
  });
});
