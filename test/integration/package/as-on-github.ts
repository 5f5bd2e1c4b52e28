/** What GitHub and AWS are to the workflow that `init` writes. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Emulator } from '../../../rehearsal/emulator/emulator.ts';
import { Github } from '../../fakes/github/github.ts';
import { filledIn, type Runner, type Step } from '../../support/workflow-job.ts';
import type { Project } from './project.ts';

const REPOSITORY = 'example/shop';
export const PULL_REQUEST = 7;
export const REGION = 'us-west-1';
export const ACCOUNT = '111122223333';
const ISSUER = 'token.actions.githubusercontent.com';

export const startGithub = () =>
  Github.start({ repository: REPOSITORY, pullRequests: [PULL_REQUEST], token: 'secret' });

/** On a pull request of the project. @param uploads gets the paths of artifacts */
export function onPullRequest(project: Project, github: Github, uploads: string[]): Runner {
  const event = join(project.folder, '../event.json');
  writeFileSync(event, JSON.stringify({ pull_request: { number: PULL_REQUEST } }));
  const given = {
    GITHUB_API_URL: github.url,
    GITHUB_EVENT_PATH: event,
    GITHUB_REPOSITORY: REPOSITORY,
    GITHUB_RUN_ID: '42',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_STEP_SUMMARY: join(project.folder, '../summary.md'),
    GITHUB_WORKFLOW: 'cutover',
  };
  return {
    says: {
      'github.base_ref': 'main',
      'github.token': 'secret',
      '!cancelled()': true,
      "!cancelled() && github.event.pull_request.head.repo.full_name == github.repository && github.event.pull_request.user.login != 'dependabot[bot]'": true,
    },
    actions: {
      ...SET_UP,
      'actions/upload-artifact': (step) => {
        uploads.push(String(step.with?.path));
        return {};
      },
    },
    bash: (script, env) => project.start('bash', ['-e', '-c', script], { ...given, ...env }),
  };
}

/** After a push to main, in the environment `production`. */
export function onMain(
  project: Project,
  emulator: Emulator,
  role: string,
  environment = 'production',
): Runner {
  const says = { 'vars.CUTOVER_DEPLOY_ROLE': role, 'vars.CUTOVER_REGION': REGION };
  return {
    says,
    actions: {
      ...SET_UP,
      'aws-actions/configure-aws-credentials': (step) => credentialsBy(step, says, emulator, environment),
    },
    bash: (script, env) =>
      project.start('bash', ['-e', '-c', script], { AWS_ENDPOINT_URL: emulator.url, ...env }),
    done: ['npm ci'],
  };
}

const SET_UP = {
  'actions/checkout': () => ({}),
  'actions/setup-node': () => ({}),
  'actions/setup-python': () => ({}),
};

/** As that action gets them: by GitHub's token for the job. AWS judges what it says of the repository. */
async function credentialsBy(
  step: Step,
  says: Runner['says'],
  emulator: Emulator,
  environment: string,
): Promise<Readonly<Record<string, string>>> {
  const given = (name: string) => filledIn({ says }, String(step.with?.[name]));
  const region = given('aws-region');
  const sts = new STSClient({
    region,
    endpoint: emulator.url,
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  });
  const claims = {
    iss: `https://${ISSUER}`,
    aud: 'sts.amazonaws.com',
    sub: `repo:${REPOSITORY}:environment:${environment}`,
  };
  const token = ['{}', JSON.stringify(claims), 'x']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
  const { Credentials } = await sts.send(
    new AssumeRoleWithWebIdentityCommand({
      RoleArn: given('role-to-assume'),
      RoleSessionName: 'GitHubActions',
      WebIdentityToken: token,
    }),
  );
  return {
    AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey ?? '',
    AWS_SESSION_TOKEN: Credentials?.SessionToken ?? '',
    AWS_REGION: region,
  };
}

export const clientOf = (emulator: Emulator) =>
  new CloudFormationClient({
    region: REGION,
    endpoint: emulator.url,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });

/** Of a stack that was deployed. */
export async function stackOf(client: CloudFormationClient, name: string) {
  const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
  return {
    status: stack?.StackStatus,
    outputs: (stack?.Outputs ?? []).map(({ OutputValue = '' }) => OutputValue),
  };
}
