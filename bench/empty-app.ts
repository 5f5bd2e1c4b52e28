/**
 * An app with no code of its own: the resources of the template that `TEMPLATE` names, as plain resources with the
 * same properties. What its synth costs is what synth costs whatever the app does.
 */
import { readFileSync } from 'node:fs';
import { App, CfnResource, Stack } from 'aws-cdk-lib';

interface Resource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
}

const template = JSON.parse(readFileSync(String(process.env.TEMPLATE), 'utf8'));
const stack = new Stack(new App(), 'Shop', { env: { account: '111122223333', region: 'us-west-1' } });
for (const [id, { Type, Properties }] of Object.entries<Resource>(template.Resources)) {
  new CfnResource(stack, id, { type: Type, ...(Properties && { properties: Properties }) }).overrideLogicalId(
    id,
  );
}
