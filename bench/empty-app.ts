/** As many resources as `RESOURCES` says, and nothing else: what synth costs whatever the app does. */
import { App, CfnResource, Stack } from 'aws-cdk-lib';

const stack = new Stack(new App(), 'Shop', { env: { account: '111122223333', region: 'us-west-1' } });
for (let i = 0; i < Number(process.env.RESOURCES); i++) {
  new CfnResource(stack, `Resource${i}`, {
    type: 'AWS::SNS::Topic',
    properties: { DisplayName: `topic ${i}` },
  });
}
