import { parseRequest } from '../../../snapshot/request.ts';

const APP = ['--app', 'node bin/prod.ts'];

describe('the arguments of npm run snapshot', () => {
  it('are an app, and where the snapshot is put', () => {
    expect(parseRequest(APP)).toEqual({
      kind: 'take',
      app: 'node bin/prod.ts',
      stack: '',
      out: 'account',
      profiles: new Map(),
      profile: '',
      keepTxt: false,
      terraform: [],
    });
    const more = [
      '--stack',
      'Shop',
      '--out',
      'there',
      '--keep-txt',
      '--terraform',
      'a.json',
      '--terraform=b.json',
    ];
    expect(parseRequest([...APP, ...more])).toMatchObject({
      terraform: ['a.json', 'b.json'],
      stack: 'Shop',
      out: 'there',
      keepTxt: true,
    });
  });

  it('name profiles, by account or for all others', () => {
    expect(
      parseRequest([...APP, '--profile', 'prod', '--profile=444455556666=dns', '--profile', '123=x']),
    ).toMatchObject({ problems: ['--profile prod, 123=x: expected one, and others as <account>=<name>'] });
    expect(parseRequest([...APP, '--profile', 'prod', '--profile=444455556666=dns'])).toMatchObject({
      profile: 'prod',
      profiles: new Map([['444455556666', 'dns']]),
    });
  });

  it('print a policy', () => {
    expect(parseRequest([...APP, '--policy', '--account', '444455556666'])).toEqual({
      kind: 'policy',
      app: 'node bin/prod.ts',
      stack: '',
      profiles: new Map(),
      account: '444455556666',
    });
  });

  it('print the commands that make the same by hand', () => {
    expect(parseRequest([...APP, '--commands', '--out', 'here'])).toEqual({
      kind: 'commands',
      app: 'node bin/prod.ts',
      stack: '',
      profiles: new Map(),
      profile: '',
      out: 'here',
    });
    expect(parseRequest([...APP, '--commands', '--policy'])).toMatchObject({
      problems: ['--policy and --commands: expected one of the two'],
    });
    expect(
      parseRequest([...APP, '--commands', '--profile=444455556666=dns', '--profile=prod']),
    ).toMatchObject({
      profile: 'prod',
      profiles: new Map([['444455556666', 'dns']]),
    });
  });

  it('hide what files say, without an app', () => {
    expect(parseRequest(['--redact', 'account'])).toEqual({ kind: 'redact', folder: 'account' });
    expect(parseRequest(['--redact'])).toMatchObject({ problems: ['--redact: expected a value'] });
  });

  it('that mean nothing to what is asked for are refused', () => {
    const kept = ['--keep-txt', '--terraform', 'dns.json'];
    expect(parseRequest(['--redact', 'account', ...kept])).toMatchObject({
      problems: [
        '--redact and --keep-txt: expected one of the two',
        '--redact and --terraform: expected one of the two',
      ],
    });
    expect(parseRequest([...APP, '--commands', '--redact', 'account', ...kept])).toMatchObject({
      problems: [
        '--commands and --redact: expected one of the two',
        '--commands and --keep-txt: expected one of the two',
        '--commands and --terraform: expected one of the two',
        '--redact and --keep-txt: expected one of the two',
        '--redact and --terraform: expected one of the two',
      ],
    });
  });

  it('are all reported where they are wrong', () => {
    expect(parseRequest(['--apps=x', '--polici', '--keep-txt=yes', '--account', '1', '--out'])).toEqual({
      kind: 'wrong',
      problems: [
        'there is no option --apps; did you mean --app?',
        'there is no option --polici; did you mean --policy?',
        '--keep-txt=yes: it takes no value',
        '--out: expected a value',
        '--app is missing: how is the app started? For example --app "node bin/prod.ts"',
        '--account 1: expected the 12 digits of an account',
        '--account: expected with --policy',
      ],
    });
  });

  it('may be a call for help', () => {
    expect(parseRequest(['--help', '--nonsense'])).toEqual({ kind: 'help' });
  });
});
