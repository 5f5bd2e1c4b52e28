import type { ApiCall, ConditionContext } from '../protocol/types.ts';
import {
  arn,
  CannotJudge,
  isStructure,
  type Lookups,
  onAnything,
  optionalText,
  permission,
  type Rule,
  type ServiceRules,
} from './rules.ts';

export const KMS_RULES: ServiceRules = {
  DescribeKey: onKey('kms:DescribeKey'),
  Encrypt: onKey('kms:Encrypt'),
  Decrypt: onKey('kms:Decrypt'),
  GenerateDataKey: onKey('kms:GenerateDataKey'),
  GenerateDataKeyWithoutPlaintext: onKey('kms:GenerateDataKeyWithoutPlaintext'),
  GetKeyPolicy: onKey('kms:GetKeyPolicy'),
  GetKeyRotationStatus: onKey('kms:GetKeyRotationStatus'),
  ListGrants: onKey('kms:ListGrants'),
  ListAliases: onAnything('kms:ListAliases'),
  ListKeys: onAnything('kms:ListKeys'),
};

/** A key is given by id, ARN, alias or alias ARN; what is judged is always the key. */
function onKey(action: string): Rule {
  return async (call, lookups) => {
    const given = optionalText(call, 'KeyId');
    if (given === undefined) {
      throw new CannotJudge(
        `${call.operation} without KeyId: which key it needs is inside the ciphertext; name the key in the request`,
      );
    }
    const alias = /(?:^|:)(alias\/.+)$/.exec(given)?.[1];
    const key = alias === undefined ? keyArn(call, given) : await behind(call, lookups, alias);
    const context = alias === undefined ? {} : { 'kms:RequestAlias': [alias] };
    return [permission(action, key, { ...context, ...encryptionContext(call) })];
  };
}

function keyArn(call: ApiCall, given: string): string {
  return given.startsWith('arn:') ? given : arn('kms', call, `key/${given}`);
}

/** KMS says NotFoundException for an alias that is none, before it looks at any policy; let it. */
async function behind(call: ApiCall, lookups: Lookups, alias: string): Promise<string> {
  return (await lookups.keyOfAlias(alias, call.region)) ?? arn('kms', call, alias);
}

function encryptionContext(call: ApiCall): ConditionContext {
  const given = call.input.EncryptionContext;
  if (!isStructure(given)) return {};
  const pairs = Object.entries(given).map(
    ([name, value]) => [`kms:EncryptionContext:${name}`, [String(value)]] as const,
  );
  return { ...Object.fromEntries(pairs), 'kms:EncryptionContextKeys': Object.keys(given) };
}
