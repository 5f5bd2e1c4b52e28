/**
 * An app with no code of its own: the resources of the templates in the folder that `TEMPLATES` names, as plain resources
 * with the same properties. What its synth costs is what synth costs whatever the app does.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, CfnResource, Stack } from 'aws-cdk-lib';

interface Resource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
}

const folder = String(process.env.TEMPLATES);
const app = new App();
for (const file of readdirSync(folder)) {
  const template = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const env = { account: '111122223333', region: 'us-west-1' };
  const stack = new Stack(app, file.replace('.template.json', ''), { env });
  for (const [id, { Type, Properties }] of Object.entries<Resource>(template.Resources)) {
    const resource = new CfnResource(stack, id, {
      type: Type,
      ...(Properties && { properties: Properties }),
    });
    resource.overrideLogicalId(id);
  }
}
