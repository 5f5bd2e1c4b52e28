import { shopTemplate } from '../../synth/support/shop-templates.ts';
import { aws } from './shared-emulator.ts';
import { functionOf } from './templates.ts';

const { Resources } = shopTemplate().json;

/** The migration's table and its bucket, as they are deployed. */
const STORES = Object.fromEntries(
  Object.entries(Resources).filter(([, { Type }]) =>
    ['AWS::DynamoDB::Table', 'AWS::S3::Bucket'].includes(Type),
  ),
);

/** Refuses whatever it is to make, as the deployment of masters does where there are none. */
const REFUSES = `exports.handler = async ({ RequestType, ResponseURL, StackId, RequestId, LogicalResourceId }) => {
  const Status = RequestType === 'Delete' ? 'SUCCESS' : 'FAILED';
  const answer = { Status, Reason: 'no masters', PhysicalResourceId: 'none', StackId, RequestId, LogicalResourceId };
  await fetch(ResponseURL, { method: 'PUT', body: JSON.stringify(answer) });
};`;

/** What can't be made, tried after all others. */
const REFUSED = {
  ...functionOf('Refuses', REFUSES),
  Refused: {
    Type: 'Custom::Refused',
    DependsOn: Object.keys(STORES),
    Properties: { ServiceToken: { 'Fn::GetAtt': ['Refuses', 'Arn'] } },
  },
};

const outputs = Object.fromEntries(Object.keys(STORES).map((id) => [id, { Value: { Ref: id } }]));

/** How a deployment ended, with its events, one a line. */
async function failureOf(name: string, resources: object): Promise<string> {
  return aws.deploy(name, resources).then(
    () => 'it was made',
    (error: Error) => error.message,
  );
}

describe('Q8, Q9: a first deployment that fails halfway', () => {
  it('takes the migration’s stores away again, and the next one succeeds', async () => {
    expect(Object.keys(STORES)).toHaveLength(2);
    expect(await failureOf('shop', { ...STORES, ...REFUSED })).toContain('stack shop is ROLLBACK_COMPLETE');
    const failed = await aws.events('shop');
    for (const id of Object.keys(STORES)) expect(failed).toContain(`${id} DELETE_COMPLETE`);
    await aws.remove('shop');
    expect(Object.keys(await aws.deploy('shop', STORES, outputs))).toEqual(Object.keys(STORES));
  });

  it.each([
    ['protected', { DeletionProtectionEnabled: true }, 'RetainExceptOnCreate', 'ROLLBACK_FAILED'],
    ['retained', {}, 'Retain', 'ROLLBACK_COMPLETE'],
  ])('leaves a table behind that is %s', async (name, properties, DeletionPolicy, status) => {
    const [id = '', table] =
      Object.entries(STORES).find(([, { Type }]) => Type === 'AWS::DynamoDB::Table') ?? [];
    const changed = { ...table, DeletionPolicy, Properties: { ...table?.Properties, ...properties } };
    const failure = await failureOf(name, { ...STORES, [id]: changed, ...REFUSED });
    expect(failure).toContain(`stack ${name} is ${status}`);
    expect(await aws.events(name)).not.toContain(`${id} DELETE_COMPLETE`);
  });
});
