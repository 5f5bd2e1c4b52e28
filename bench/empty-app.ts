/**
 * An app with no code of its own: the templates in the folder that its argument names, taken in as they are, which makes
 * of each resource the CDK's plain construct for its type. What its synth costs, any app with these resources costs.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';

const folder = String(process.argv[2]);
const app = new App();
for (const file of readdirSync(folder)) {
  const env = { account: '111122223333', region: 'us-west-1' };
  const stack = new Stack(app, file.replace('.template.json', ''), { env });
  new CfnInclude(stack, 'Template', { templateFile: join(folder, file) });
}
