import { Stack } from 'aws-cdk-lib';
import { Notifications } from '../../lib/shared/notifications.ts';
import { newApp } from './support/synthesize.ts';

/** By what names of SNS the key of the notifications may be used in a region. */
function usedVia(region: string): unknown {
  const app = newApp();
  const stack = new Stack(app, 'Own', { env: { account: '111122223333', region } });
  new Notifications(stack, 'Notifications', {
    name: 'shop',
    of: 'the migration shop',
    emails: [],
  });
  const { Resources } = app.synth().getStackArtifact(stack.artifactId).template;
  const keys = Object.values<{ Type: string; Properties: { KeyPolicy: { Statement: Statement[] } } }>(
    Resources,
  ).filter(({ Type }) => Type === 'AWS::KMS::Key');
  return keys.flatMap(({ Properties }) =>
    Properties.KeyPolicy.Statement.flatMap(
      ({ Condition }) => Condition?.StringEquals?.['kms:ViaService'] ?? [],
    ),
  );
}

interface Statement {
  readonly Condition?: { readonly StringEquals?: Readonly<Record<string, string | string[]>> };
}

it.each([
  ['us-west-1', ['sns.us-west-1.amazonaws.com']],
  ['us-gov-west-1', ['sns.us-gov-west-1.amazonaws.com']],
  ['cn-north-1', ['sns.cn-north-1.amazonaws.com', 'sns.cn-north-1.amazonaws.com.cn']],
])('The key of the notifications is used through SNS in %s, by any name of it there', (region, names) => {
  expect(usedVia(region)).toEqual(names);
});
