import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { EventBridgeRules } from '../../../../lambdas/migration/adapters/eventbridge-rules.ts';
import { JsonServer } from '../../../support/json-server.ts';

const TARGET = 'arn:aws:states:us-west-1:111122223333:stateMachine:shop-RollBack';

describe('The rules that send events to a target', () => {
  let server: JsonServer;
  let client: EventBridgeClient;
  const states: Readonly<Record<string, string | undefined>> = {
    on: 'ENABLED',
    off: 'DISABLED',
    managed: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
    silent: undefined,
  };

  beforeAll(async () => {
    server = await JsonServer.start({
      ListRuleNamesByTarget: ({ TargetArn, NextToken }) => {
        expect(TargetArn).toBe(TARGET);
        return NextToken === 'more'
          ? { RuleNames: ['managed', 'silent'] }
          : { RuleNames: ['on', 'off'], NextToken: 'more' };
      },
      DescribeRule: ({ Name }) => ({
        Name,
        State: states[String(Name)],
        ...(Name === 'on' && { EventPattern: '{"source":["aws.states"]}' }),
      }),
    });
    client = new EventBridgeClient(server.client);
  });
  afterAll(async () => {
    client.destroy();
    await server.stop();
  });

  it('are found page by page, and are enabled only where EventBridge says so', async () => {
    expect(await new EventBridgeRules(client).sendingTo(TARGET)).toEqual([
      { name: 'on', isEnabled: true, pattern: '{"source":["aws.states"]}' },
      { name: 'off', isEnabled: false, pattern: '' },
      { name: 'managed', isEnabled: true, pattern: '' },
      { name: 'silent', isEnabled: false, pattern: '' },
    ]);
  });
});
