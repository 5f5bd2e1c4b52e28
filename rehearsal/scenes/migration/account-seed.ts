/** What a scene finds in accounts beside what engines serve: roles of all accounts, parameters, secrets. Put anew for each scene. */
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  PutResourcePolicyCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { DeleteParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { Home } from '../../estate/home.ts';
import { SECRET_POLICY, SECRETS } from '../../snapshot/kinds/secretsmanager.ts';
import { PARAMETERS } from '../../snapshot/kinds/ssm.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { type LentRole, makeRole, removeRole } from '../../stage/accounts.ts';
import { ROOT_KEY } from '../../stage/aws-clients.ts';
import { rolesOf } from './accounts.ts';
import { madeUpValue } from './made-up-values.ts';

export class AccountSeed {
  readonly #endpoint: string;
  readonly #home: Home;
  readonly #values: Readonly<Record<string, string>>;
  readonly #ssm: SSMClient;
  readonly #secrets: SecretsManagerClient;
  /** Takes away again what the scene before had. */
  #undo: (() => Promise<unknown>)[] = [];

  /**
   * @param endpoint of the emulator
   * @param values of the secrets that are read; those of all others are made up
   */
  constructor(endpoint: string, home: Home, values: Readonly<Record<string, string>> = {}) {
    const credentials = { accessKeyId: ROOT_KEY, secretAccessKey: ROOT_KEY };
    const options = { endpoint, region: home.region, credentials };
    this.#endpoint = endpoint;
    this.#home = home;
    this.#values = values;
    this.#ssm = new SSMClient(options);
    this.#secrets = new SecretsManagerClient(options);
  }

  async put(snapshot: Snapshot): Promise<void> {
    for (const undo of this.#undo) await undo();
    this.#undo = [];
    for (const role of rolesOf(snapshot)) await this.#putRole(role);
    await this.#putParameters(snapshot);
    await this.#putSecrets(snapshot);
  }

  close(): void {
    for (const client of [this.#ssm, this.#secrets]) client.destroy();
  }

  async #putRole(role: LentRole): Promise<void> {
    await makeRole(this.#endpoint, role);
    this.#undo.push(() => removeRole(this.#endpoint, role));
  }

  async #putParameters(snapshot: Snapshot): Promise<void> {
    for (const { Name, Type, KeyId } of snapshot.find(PARAMETERS, this.#home)?.Parameters ?? []) {
      const { value: Value } = madeUpValue(`parameter ${Name}`);
      await this.#ssm.send(new PutParameterCommand({ Name, Type, KeyId, Value }));
      this.#undo.push(() => this.#ssm.send(new DeleteParameterCommand({ Name })));
    }
  }

  async #putSecrets(snapshot: Snapshot): Promise<void> {
    for (const secret of snapshot.find(SECRETS, this.#home)?.SecretList ?? []) {
      const { Name, KmsKeyId, DeletedDate, SecretVersionsToStages = {} } = secret;
      await this.#secrets.send(new CreateSecretCommand({ Name, KmsKeyId }));
      this.#undo.push(() =>
        this.#secrets.send(new DeleteSecretCommand({ SecretId: Name, ForceDeleteWithoutRecovery: true })),
      );
      const policy = snapshot.find(SECRET_POLICY, { ...this.#home, names: [Name] })?.ResourcePolicy;
      if (policy !== undefined)
        await this.#secrets.send(new PutResourcePolicyCommand({ SecretId: Name, ResourcePolicy: policy }));
      await this.#putVersions(Name, SecretVersionsToStages);
      if (DeletedDate) await this.#secrets.send(new DeleteSecretCommand({ SecretId: Name }));
    }
  }

  /** With their stages: what no stage leads to, Secrets Manager has given up. The present one first, for it takes a stage from others. */
  async #putVersions(SecretId: string, versions: Readonly<Record<string, readonly string[]>>): Promise<void> {
    const SecretString = this.#values[SecretId] ?? madeUpValue(`secret ${SecretId}`).value;
    const isCurrent = (stages: readonly string[]) => stages.includes('AWSCURRENT');
    const ordered = Object.entries(versions).toSorted(
      ([, a], [, b]) => Number(isCurrent(b)) - Number(isCurrent(a)),
    );
    for (const [ClientRequestToken, VersionStages] of ordered)
      if (VersionStages.length > 0)
        await this.#secrets.send(
          new PutSecretValueCommand({
            SecretId,
            ClientRequestToken,
            VersionStages: [...VersionStages],
            SecretString,
          }),
        );
  }
}
