import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { OidcProviderNative } from 'aws-cdk-lib/aws-iam';
import { DeployRole, type DeployRoleProps } from '../../../lib/github/deploy-role.ts';

const ENV = { account: '111122223333', region: 'us-west-1' };

function synthesized(props: DeployRoleProps, context: Record<string, string> = {}): Template {
  const stack = new Stack(new App({ context }), 'Deploying', { env: ENV });
  new DeployRole(stack, 'DeployRole', props);
  return Template.fromStack(stack);
}

const refusalOf = (props: unknown): string => {
  try {
    synthesized(props as DeployRoleProps);
    return 'nothing';
  } catch (error) {
    return (error as Error).message;
  }
};

const role = (
  partOf: 'deploy-role' | 'file-publishing-role',
  region = 'us-west-1',
  qualifier = 'hnb659fds',
) => ({
  'Fn::Join': [
    '',
    [
      'arn:',
      { Ref: 'AWS::Partition' },
      `:iam::111122223333:role/cdk-${qualifier}-${partOf}-111122223333-${region}`,
    ],
  ],
});

function mayAssume(template: Template): unknown {
  const [{ Properties } = { Properties: undefined }] = Object.values(
    template.findResources('AWS::IAM::Role'),
  );
  expect(Properties.ManagedPolicyArns).toBeUndefined();
  expect(Properties.Policies).toHaveLength(1);
  const [statement, ...others] = Properties.Policies[0].PolicyDocument.Statement;
  expect(others).toEqual([]);
  expect([statement.Effect, statement.Action]).toEqual(['Allow', 'sts:AssumeRole']);
  return statement.Resource;
}

describe('the role by which GitHub deploys', () => {
  it('is assumed only from one environment of one repository', () => {
    const template = synthesized({ repository: 'example/shop' });
    template.hasResourceProperties('AWS::IAM::OIDCProvider', {
      Url: 'https://token.actions.githubusercontent.com',
      ClientIdList: ['sts.amazonaws.com'],
    });
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: 'sts:AssumeRoleWithWebIdentity',
            Principal: { Federated: Match.anyValue() },
            Condition: {
              StringEquals: {
                'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
                'token.actions.githubusercontent.com:sub': 'repo:example/shop:environment:production',
              },
            },
          },
        ],
      },
    });
  });

  it('may do nothing but assume what the CDK deploys with, in its region', () => {
    expect(mayAssume(synthesized({ repository: 'example/shop' }))).toEqual([
      role('deploy-role'),
      role('file-publishing-role'),
    ]);
  });

  it('may deploy to other regions, by roles of another name', () => {
    const context = { '@aws-cdk/core:bootstrapQualifier': 'own' };
    const template = synthesized(
      { repository: 'example/shop', regions: ['us-east-1', 'eu-west-1'] },
      context,
    );
    expect(mayAssume(template)).toEqual([
      role('deploy-role', 'us-east-1', 'own'),
      role('file-publishing-role', 'us-east-1', 'own'),
      role('deploy-role', 'eu-west-1', 'own'),
      role('file-publishing-role', 'eu-west-1', 'own'),
    ]);
  });

  it('trusts the account’s own provider, if it has one, and makes none', () => {
    const arn = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
    const stack = new Stack(new App(), 'Deploying', { env: ENV });
    const provider = OidcProviderNative.fromOidcProviderArn(stack, 'GitHub', arn);
    new DeployRole(stack, 'DeployRole', { repository: 'example/shop', provider });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::IAM::OIDCProvider', 0);
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: { Statement: [Match.objectLike({ Principal: { Federated: arn } })] },
    });
  });

  it('is for an environment of another name, and for a repository with ids', () => {
    const template = synthesized({ repository: 'example@1/shop@2', environment: 'Production EU' });
    expect(JSON.stringify(template.toJSON())).toContain('"repo:example@1/shop@2:environment:Production EU"');
  });

  it('says its ARN, and which variable takes it', () => {
    synthesized({ repository: 'example/shop' }).hasOutput('*', {
      Description: 'The variable CUTOVER_DEPLOY_ROLE of the repository on GitHub',
    });
  });

  it.each([
    ['nothing', undefined, 'what a deploy role is for'],
    ['no repository', {}, 'repository'],
    ['a repository without its owner', { repository: 'shop' }, "repository: 'shop'"],
    ['all repositories of an owner', { repository: 'example/*' }, "repository: 'example/*'"],
    ['a further part', { repository: 'example/shop:ref:refs/heads/main' }, 'repository: '],
    ['one id', { repository: 'example@1/shop' }, "repository: 'example@1/shop'"],
    ['an address', { repository: 'https://github.com/example/shop.git' }, "write:    'example/shop'"],
    [
      'an environment that is a pattern',
      { repository: 'example/shop', environment: 'prod*' },
      "environment: 'prod*'",
    ],
    [
      'an environment with a further part',
      { repository: 'example/shop', environment: 'a:b' },
      "environment: 'a:b'",
    ],
    ['no regions', { repository: 'example/shop', regions: [] }, 'regions'],
    ['a zone', { repository: 'example/shop', regions: ['us-west-1a'] }, "regions[0]: 'us-west-1a'"],
    [
      'a region twice',
      { repository: 'example/shop', regions: ['us-west-1', 'us-west-1'] },
      'each region once',
    ],
    ['another word', { repo: 'example/shop' }, 'repository'],
  ])('is refused for %s', (_what, props, message) => {
    expect(refusalOf(props)).toMatch(
      /^The configuration of the deploy role has \d+ problems?; nothing was synthesized\./,
    );
    expect(refusalOf(props)).toContain(message);
  });
});
