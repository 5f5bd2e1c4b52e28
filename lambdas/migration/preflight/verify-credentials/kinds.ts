import type { CredentialSettings } from '../../contract/settings.ts';
import type { KeyUser } from '../../domain/access/context.ts';

/** The two kinds of credentials. */
export interface Kind {
  /** What one is called in findings, and several below a path. */
  readonly one: 'parameter' | 'secret';
  readonly below: string;
  readonly service: KeyUser;
  /** Each of them reads it; who may one needs no other. */
  readonly reading: readonly string[];
  /** Under which name the service binds the ARN to what it encrypts. */
  readonly boundAs: string;
  readonly namesIn: (settings: CredentialSettings) => readonly string[];
  readonly prefixesIn: (settings: CredentialSettings) => readonly string[];
}

/**
 * Sources of `boundAs`: "KMS key encryption for SSM SecureString parameters", Systems Manager user guide; "Secret encryption
 * and decryption", Secrets Manager user guide.
 */
export const PARAMETERS: Kind = {
  one: 'parameter',
  below: 'parameters below',
  service: 'ssm',
  reading: ['ssm:GetParameter', 'ssm:GetParameters'],
  boundAs: 'PARAMETER_ARN',
  namesIn: ({ parameters }) => parameters,
  prefixesIn: ({ parameterPaths }) => parameterPaths,
};

export const SECRETS: Kind = {
  one: 'secret',
  below: 'secrets below',
  service: 'secretsmanager',
  reading: ['secretsmanager:GetSecretValue'],
  boundAs: 'SecretARN',
  namesIn: ({ secrets }) => secrets,
  prefixesIn: ({ secretPrefixes }) => secretPrefixes,
};
