import { CfnOutput, DefaultStackSynthesizer, Stack } from 'aws-cdk-lib';
import {
  type IOidcProvider,
  type IRole,
  OidcProviderNative,
  PolicyDocument,
  PolicyStatement,
  Role,
  WebIdentityPrincipal,
} from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { requireOneCdk } from '../shared/one-cdk.ts';
import { readDeployRole } from './read-deploy-role.ts';

/** Who issues the tokens of GitHub Actions. */
const ISSUER = 'token.actions.githubusercontent.com';

/** Of the roles that `cdk bootstrap` makes, those by which a deployment publishes files and changes stacks. */
const DEPLOYING = ['deploy-role', 'file-publishing-role'];

/** What the construct is given. */
export interface DeployRoleProps {
  /** The repository on GitHub, `owner/name`. If its tokens name ids, with them: `owner@123456/name@456789`. */
  readonly repository: string;
  /**
   * The environment of the repository that the job must be in: its rules say who approves.
   * @default 'production'
   */
  readonly environment?: string;
  /**
   * The account's provider for GitHub, if it has one: it can have only one.
   * @default it is made
   */
  readonly provider?: IOidcProvider;
  /**
   * Where stacks are deployed.
   * @default the region of this stack
   */
  readonly regions?: readonly string[];
}

/**
 * The role by which a workflow of GitHub Actions runs `npx cdk deploy`, without keys. It may assume the CDK's own roles for a
 * deployment, and nothing else.
 */
export class DeployRole extends Construct {
  /** The role, whose ARN the workflow needs. */
  readonly role: IRole;

  constructor(scope: Construct, id: string, props: DeployRoleProps) {
    requireOneCdk(scope);
    const { repository, environment, regions } = readDeployRole(props);
    super(scope, id);
    const { region } = Stack.of(this);
    const provider =
      props.provider ??
      new OidcProviderNative(this, 'Provider', {
        url: `https://${ISSUER}`,
        clientIds: ['sts.amazonaws.com'],
      });
    this.role = new Role(this, 'Role', {
      description: `Deploys from the environment ${environment} of ${repository} on GitHub`,
      assumedBy: new WebIdentityPrincipal(provider.oidcProviderArn, {
        StringEquals: {
          [`${ISSUER}:aud`]: 'sts.amazonaws.com',
          [`${ISSUER}:sub`]: `repo:${repository}:environment:${environment}`,
        },
      }),
      inlinePolicies: { Deploy: this.#deploying(regions ?? [region]) },
    }).withoutPolicyUpdates();
    new CfnOutput(this, 'Arn', {
      description: 'The variable CUTOVER_DEPLOY_ROLE of the repository on GitHub',
      value: this.role.roleArn,
    });
  }

  #deploying(regions: readonly string[]): PolicyDocument {
    const { account, partition } = Stack.of(this);
    const qualifier =
      this.node.tryGetContext('@aws-cdk/core:bootstrapQualifier') ??
      DefaultStackSynthesizer.DEFAULT_QUALIFIER;
    const resources = regions.flatMap((region) =>
      DEPLOYING.map(
        (role) => `arn:${partition}:iam::${account}:role/cdk-${qualifier}-${role}-${account}-${region}`,
      ),
    );
    return new PolicyDocument({
      statements: [new PolicyStatement({ actions: ['sts:AssumeRole'], resources })],
    });
  }
}
