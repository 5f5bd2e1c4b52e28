import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { resolveMasters } from '../../../../../lib/masters/config/resolve-masters.ts';
import { authority } from '../../../../../rehearsal/tools/certificates.ts';
import { ENVIRONMENT, withValue } from '../../migration/config/configurations.ts';
import { AUTHORITY, SECRET } from '../../shared/config/api.ts';
import { problemsOf, refuses, resolve, smallest, token } from '../../shared/config/masters-configurations.ts';

describe('the access to the API servers', () => {
  const CA = ['api', 'certificateAuthority'];
  const leaf = readFileSync(join(__dirname, 'no-authority.crt'), 'utf8');
  refuses([
    { wrong: 'a path', put: CA, value: 'ca.crt', expects: 'PEM', advises: "readFileSync('ca.crt'" },
    {
      wrong: 'what kubeconfig holds',
      put: CA,
      value: Buffer.from(AUTHORITY).toString('base64'),
      shows: 'a text of',
      expects: 'PEM',
      advises: 'decoded from base64',
    },
    {
      wrong: 'a certificate of no authority',
      put: CA,
      value: leaf,
      shows: 'which is no authority',
      expects: 'certificate authority',
      advises: "the authority's certificate, not a server's: readFileSync",
    },
    {
      wrong: 'a damaged certificate',
      put: CA,
      value: AUTHORITY.replace('MIIB', 'AAAA'),
      shows: 'cannot be read',
      expects: 'PEM',
      advises: 'readFileSync',
    },
    {
      wrong: 'a certificate that is cut off',
      put: CA,
      value: AUTHORITY.slice(0, -40),
      shows: 'its END line is missing',
      expects: 'PEM',
      advises: 'the whole file',
    },
    {
      wrong: 'one that is cut off before a whole one',
      put: CA,
      value: `${AUTHORITY.slice(0, -40)}\n${AUTHORITY}`,
      shows: 'its END line is missing',
      expects: 'PEM',
      advises: 'the whole file',
    },
    {
      wrong: 'a good one and a damaged one',
      put: CA,
      value: `${AUTHORITY}${AUTHORITY.replace('MIIB', 'AAAA')}`,
      shows: 'cannot be read',
      expects: 'PEM',
      advises: 'readFileSync',
    },
    {
      wrong: 'a secret’s name',
      put: ['api', 'tokenSecret'],
      value: 'readyz',
      shows: 'a text of 6 characters',
      expects: 'the ARN',
      advises: SECRET.slice(0, 22),
    },
    {
      wrong: 'a secret of another region',
      put: ['api', 'tokenSecret'],
      value: SECRET.replace('us-west-1', 'eu-west-1'),
      expects: 'us-west-1',
      advises: 'us-west-1',
    },
    {
      wrong: 'a secret of another account',
      put: ['api', 'tokenSecret'],
      value: SECRET.replace('111122223333', '444455556666'),
      expects: "in the stack's account, 111122223333",
      advises: 'of 111122223333',
    },
    {
      wrong: 'a secret of another partition',
      put: ['api', 'tokenSecret'],
      value: SECRET.replace('arn:aws:', 'arn:aws-cn:'),
      expects: 'in the partition of us-west-1, aws',
      advises: SECRET,
    },
    {
      wrong: 'the ARN of something else',
      put: ['api', 'tokenSecret'],
      value: 'arn:aws:ssm:us-west-1:111122223333:parameter/readyz',
      expects: 'a secret of Secrets Manager',
      advises: 'secret:<name>',
    },
    {
      wrong: 'an alias of a key',
      put: ['api', 'tokenSecretKey'],
      value: 'arn:aws:kms:us-west-1:111122223333:alias/x',
      expects: 'a KMS key',
      advises: 'not of an alias',
    },
    {
      wrong: 'an address for a name',
      put: ['api', 'serverName'],
      value: '10.0.0.1',
      expects: 'a DNS name',
      advises: 'name that answers',
    },
    {
      wrong: 'the token itself under another word',
      put: ['api', 'bearer'],
      value: 1,
      shows: 'unknown key',
      expects: 'a key of the access to the API servers',
      advises: 'remove it',
    },
  ]);

  it.each<[string, (pasted: string) => unknown]>([
    ['for its secret', (pasted) => withValue(smallest(), ['api', 'tokenSecret'], pasted)],
    ['with its word', (pasted) => withValue(smallest(), ['api', 'tokenSecret'], `Bearer ${pasted}`)],
    ['in an object', (pasted) => withValue(smallest(), ['api', 'tokenSecret'], { value: pasted })],
    ['in a list', (pasted) => withValue(smallest(), ['api', 'tokenSecret'], [pasted])],
    ['under a word meant for it', (pasted) => withValue(smallest(), ['api', 'token'], pasted)],
    ['under another word', (pasted) => withValue(smallest(), ['api', 'jwt'], pasted)],
    ['for all of it', (pasted) => withValue(smallest(), ['api'], pasted)],
    ['a level too high', (pasted) => ({ ...smallest(), bearerToken: pasted })],
  ])('never shows a token that stands there %s', (_where, configOf) => {
    const pasted = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJyZWFkeXoifQ.c2lnbmF0dXJl';
    const reported = JSON.stringify(problemsOf(configOf(pasted)));
    expect(reported).toMatch(/characters|not a text/);
    expect(reported).not.toContain('eyJ');
  });

  it('says where a token belongs', () => {
    const [problem] = problemsOf(withValue(smallest(), ['api', 'tokenSecret'], 'eyJhbGciOiJSUzI1NiJ9'));
    expect(problem?.expected).toContain('keep the token in that secret');
  });

  it('never shows a private key', () => {
    const [problem] = problemsOf(
      withValue(
        smallest(),
        CA,
        `-----BEGIN PRIVATE KEY-----\nMIGHsecret\n-----END PRIVATE KEY-----\n${AUTHORITY}`,
      ),
    );
    expect(problem?.value).toBe('a private key');
    expect(JSON.stringify(problem)).not.toContain('MIGHsecret');
  });

  it('refuses an authority whose time is over', () => {
    const { validTo } = new X509Certificate(AUTHORITY);
    const end = Date.parse(validTo);
    expect(resolveMasters(smallest(), ENVIRONMENT, end - 1).warnings).toEqual([]);
    expect(() => resolveMasters(smallest(), ENVIRONMENT, end)).toThrow(
      `expired on ${validTo}\n    expected: the certificate of the cluster's certificate authority, PEM, not expired`,
    );
  });

  it('warns of an authority whose time is over beside a valid one', async () => {
    const { cert } = await authority('the old one', { from: -2, until: -1 });
    const { settings, warnings } = resolve(
      withValue(
        smallest(),
        CA,
        `${cert}
${AUTHORITY}`,
      ),
    );
    expect(warnings).toMatchObject([
      { code: 'authority-expired', message: expect.stringContaining('the certificate of CN=the old one') },
    ]);
    expect(settings.api.certificateAuthority).toContain(AUTHORITY);
  });

  it.each<[string, unknown, number]>([
    ['with a random end', SECRET, 0],
    ['without one', SECRET.replace('-AbCdEf', ''), 0],
    ['with a word at its end', SECRET.replace('-AbCdEf', '-readyz'), 1],
    ['of a CDK secret that knows only its name', { secretArn: SECRET.replace('AbCdEf', 'readyz') }, 1],
    ['of a CDK secret that knows all of it', { secretFullArn: SECRET.replace('AbCdEf', 'readyz') }, 0],
  ])('warns of the ARN of a secret that may lack its random end: %s', (_what, secret, count) => {
    const { settings, warnings } = resolve(withValue(smallest(), ['api', 'tokenSecret'], secret));
    expect(warnings).toHaveLength(count);
    for (const warning of warnings) {
      expect(warning).toMatchObject({ code: 'secret-arn-cut', path: 'api.tokenSecret' });
      expect(warning.message).toContain("'-readyz'");
      expect(warning.message).toContain('complete ARN');
    }
    expect(settings.api.tokenSecretArn).toMatch(/^arn:aws:secretsmanager:/);
  });

  it('takes several authorities, and leaves out what stands between them', () => {
    const { settings } = resolve(withValue(smallest(), CA, `old:\n${AUTHORITY}new:\n${AUTHORITY}`));
    expect(settings.api.certificateAuthority).toBe(`${AUTHORITY}${AUTHORITY}`);
  });

  it('takes a secret of CDK, and tokens for all that may be one', () => {
    const stack = new Stack(new App(), 'Secrets');
    const secret = new Secret(stack, 'Token');
    const key = new Key(stack, 'Key');
    const api = { certificateAuthority: token, tokenSecret: secret, tokenSecretKey: key };
    const { settings, deployment } = resolve({ ...smallest(), api });
    expect(settings.api).toMatchObject({ certificateAuthority: token, tokenSecretArn: secret.secretArn });
    expect(deployment.tokenKeyArn).toBe(key.keyArn);
    const byToken = resolve(withValue(smallest(), ['api', 'tokenSecret'], token));
    expect(byToken.settings.api.tokenSecretArn).toBe(token);
  });

  it('takes a secret’s ARN without its random end', () => {
    const arn = SECRET.replace('-AbCdEf', '');
    expect(resolve(withValue(smallest(), ['api', 'tokenSecret'], arn)).settings.api.tokenSecretArn).toBe(arn);
  });
});
