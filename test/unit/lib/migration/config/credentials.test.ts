import { App, Stack } from 'aws-cdk-lib';
import { Role } from 'aws-cdk-lib/aws-iam';
import { fullest, problemsOf, resolve, smallest } from './configurations.ts';

const NODES = 'arn:aws:iam::111122223333:role/nodes.k8s.shop.test';
const cluster = { name: 'k8s.shop.test', stateStore: 's3://kops-state' };
const credentialsOf = (config: object) => resolve({ ...smallest(), ...config }).settings.credentials;
const pathsOf = (config: object) => problemsOf({ ...smallest(), ...config }).map(({ path }) => path);

describe('credentials', () => {
  it('are what legacy reads, and who reads it on the cluster', () => {
    expect(resolve(fullest()).settings.credentials).toEqual({
      parameters: ['/shop/db/url'],
      parameterPaths: ['/shop/payments/'],
      secrets: ['shop/db'],
      secretPrefixes: ['shop/mail/'],
      roles: ['arn:aws:iam::111122223333:role/pods/shop'],
    });
    expect(resolve(smallest()).settings.credentials).toBeUndefined();
  });

  it("are read by the cluster's nodes, if nothing else is said", () => {
    expect(credentialsOf({ cluster, credentials: { secrets: ['a'] } })?.roles).toEqual([NODES]);
    expect(pathsOf({ credentials: { secrets: ['a'] } })).toEqual(['credentials.roles']);
    const [problem] = problemsOf({ ...smallest(), credentials: { secrets: ['a'] } });
    expect(problem?.expected).toContain('only with `cluster` it may be left out');
  });

  it('take roles of CDK', () => {
    const stack = new Stack(new App(), 'S', { env: { account: '111122223333', region: 'us-west-1' } });
    const role = Role.fromRoleArn(stack, 'R', NODES);
    expect(credentialsOf({ credentials: { secrets: ['a'], roles: [role] } })?.roles).toEqual([NODES]);
  });

  it('report all that is wrong at once', () => {
    const credentials = {
      parameters: ['arn:aws:ssm:us-west-1:111122223333:parameter/a', '/a', '/a'],
      parameterPaths: ['/shop'],
      secrets: [],
      secretPrefixes: [7],
      roles: ['nodes', 'arn:aws-cn:iam::111122223333:role/a'],
    };
    expect(pathsOf({ credentials })).toEqual([
      'credentials.parameters[0]',
      'credentials.parameters[2]',
      'credentials.parameterPaths[0]',
      'credentials.secrets',
      'credentials.secretPrefixes[0]',
      'credentials.roles[0]',
      'credentials.roles[1]',
    ]);
    expect(pathsOf({ credentials: { roles: [NODES] } })).toEqual(['credentials']);
    expect(pathsOf({ credentials: { secretArns: ['a'], secrets: ['a'], roles: [NODES] } })).toEqual([
      'credentials.secretArns',
    ]);
  });
});
