import { App, Aws, CfnParameter, Fn, Stack, Token } from 'aws-cdk-lib';
import type { MigrationSettings } from '../../../../../lambdas/migration/contract/settings.ts';
import { settingsFile } from '../../../../../lib/shared/functions/settings-file.ts';

const settings = (fields: object): MigrationSettings => fields as MigrationSettings;
/** What stands in the file for the deploy-time value of this number. */
const tokenMark = (index: number): string => `\${Token[${index}]}`;

describe('the settings file', () => {
  it('is the settings as JSON, the same every time', () => {
    const { text, tokens } = settingsFile(settings({ migration: 'shop', ttlSeconds: 60 }));
    expect(JSON.parse(text)).toEqual({ migration: 'shop', ttlSeconds: 60 });
    expect(text).toBe('{\n  "migration": "shop",\n  "ttlSeconds": 60\n}\n');
    expect(tokens).toEqual([]);
  });

  it('numbers deploy-time values by their place, each once', () => {
    const stack = new Stack(new App(), 'Stack');
    const [first, second] = ['First', 'Second'].map((id) => new CfnParameter(stack, id).valueAsString);
    const { text, tokens } = settingsFile(
      settings({ keys: [{ arn: second }, { arn: first }, { arn: second }], migration: 'shop' }),
    );
    expect(JSON.parse(text)).toEqual({
      keys: [{ arn: tokenMark(0) }, { arn: tokenMark(1) }, { arn: tokenMark(0) }],
      migration: 'shop',
    });
    expect(tokens).toEqual([second, first]);
  });

  it('takes a text with a deploy-time value in it as one', () => {
    const { text } = settingsFile(settings({ keys: [{ arn: `arn:aws:kms:${Aws.REGION}:1:key/2` }] }));
    expect(JSON.parse(text)).toEqual({ keys: [{ arn: tokenMark(0) }] });
  });

  it.each([
    ['a number', Token.asNumber(Fn.ref('P'))],
    ['a list', Token.asList(Fn.ref('P'))],
  ])('refuses %s that is known only at deploy time, by name', (_what, value) => {
    expect(() => settingsFile(settings({ ttlSeconds: value }))).toThrow(/^ttlSeconds: /);
  });
});
