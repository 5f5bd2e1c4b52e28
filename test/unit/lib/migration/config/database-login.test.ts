import { App, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { fullest, resolve, warningsOf } from './configurations.ts';
import { itRefuses } from './refusals.ts';

const SECRET = 'arn:aws:secretsmanager:us-west-1:111122223333:secret:shop/db-AbC123';
const KEY = 'arn:aws:kms:us-west-1:111122223333:key/11111111-2222-3333-4444-555555555555';
const withLogin = (login: unknown, of: object = { identifier: 'shop-db' }) => ({
  ...fullest(),
  databases: [{ ...of, engine: 'postgres', login }],
});
const loginOf = (login: unknown, of?: object) => resolve(withLogin(login, of)).settings.databases[0]?.login;

describe('the login to a database', () => {
  itRefuses([
    {
      wrong: 'nothing to log in by',
      put: ['databases', 0, 'login'],
      value: {},
      shows: 'left out',
      at: 'databases[0].login.secret',
      expects: 'user and password',
      advises: 'secret:<name>',
    },
    {
      wrong: 'a password',
      put: ['databases', 0, 'login'],
      value: { secret: 'hunter2' },
      at: 'databases[0].login.secret',
      shows: 'a text',
      expects: 'keep user and password in that secret',
      advises: 'secret:<name>',
    },
    {
      wrong: 'a secret of another account',
      put: ['databases', 0, 'login'],
      value: { secret: SECRET.replace('111122223333', '999999999999') },
      shows: '999999999999',
      at: 'databases[0].login.secret',
      expects: 'account',
      advises: '111122223333',
    },
    {
      wrong: 'both a secret and IAM',
      put: ['databases', 0, 'login'],
      value: { secret: SECRET, iam: 'app' },
      shows: 'shop/db-AbC123',
      at: 'databases[0].login.secret',
      expects: 'no secret beside `iam`',
      advises: 'either',
    },
    {
      wrong: 'every user by IAM',
      put: ['databases', 0, 'login'],
      value: { iam: '*' },
      shows: "'*'",
      at: 'databases[0].login.iam',
      expects: 'a user of the database',
      advises: "'app'",
    },
    {
      wrong: 'IAM at a host',
      put: ['databases', 0],
      value: { host: 'db.example.com', engine: 'mysql', login: { iam: 'app' } },
      shows: "'app'",
      at: 'databases[0].login.iam',
      expects: 'only for databases that are named by `identifier`',
      advises: 'login: { secret }',
    },
    {
      wrong: 'no connections',
      put: ['databases', 0, 'login'],
      value: { secret: SECRET, connections: 0 },
      shows: '0',
      at: 'databases[0].login.connections',
      expects: 'connections: a whole number from 1',
      advises: '1 or more',
    },
    {
      wrong: 'a database without a name',
      put: ['databases', 0, 'login'],
      value: { secret: SECRET, database: '' },
      shows: "''",
      at: 'databases[0].login.database',
      expects: 'the name of a database',
      advises: "'shop'",
    },
  ]);

  it('is by a secret, with its key', () => {
    expect(loginOf({ secret: SECRET })).toEqual({ by: { secretArn: SECRET }, database: '' });
    expect(loginOf({ secret: SECRET, secretKey: KEY, database: 'shop', connections: 40 })).toEqual({
      by: { secretArn: SECRET, keyArn: KEY },
      database: 'shop',
      connections: 40,
    });
    expect(loginOf({ secret: SECRET }, { host: 'db.example.com' })).toEqual({
      by: { secretArn: SECRET },
      database: '',
    });
  });

  it('is by a secret and a key of CDK', () => {
    const stack = new Stack(new App(), 'Own');
    const encryptionKey = new Key(stack, 'Key');
    const secret = new Secret(stack, 'Secret', { encryptionKey });
    expect(loginOf({ secret, secretKey: encryptionKey })).toEqual({
      by: { secretArn: secret.secretFullArn ?? secret.secretArn, keyArn: encryptionKey.keyArn },
      database: '',
    });
  });

  it('is by IAM', () => {
    expect(loginOf({ iam: 'app' })).toEqual({ by: { iamUser: 'app' }, database: '' });
  });

  it('warns of an ARN that seems to be cut', () => {
    const cut = SECRET.replace('AbC123', 'master');
    expect(warningsOf(withLogin({ secret: cut }))).toContain('secret-arn-cut databases[0].login.secret');
  });
});
