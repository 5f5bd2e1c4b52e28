/** What a scene finds in accounts beside what engines serve: roles of all accounts, parameters, secrets. Put anew for each scene. */
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  PutResourcePolicyCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { DeleteParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { Emulator } from '../../emulator/types.ts';
import type { Home } from '../../estate/home.ts';
import { SECRET_POLICY, SECRETS } from '../../snapshot/kinds/secretsmanager.ts';
import { PARAMETERS } from '../../snapshot/kinds/ssm.ts';
import { secretArns, secretName } from '../../snapshot/secret-arns.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { type LentRole, makeRole, removeRole } from '../../stage/accounts.ts';
import { ROOT_KEY } from '../../stage/aws-clients.ts';
import { rolesOf } from './accounts.ts';
import { madeUpValue } from './made-up-values.ts';

type SeededEmulator = Pick<Emulator, 'url' | 'giveSecretArns'>;

export class AccountSeed {
  readonly #emulator: SeededEmulator;
  readonly #home: Home;
  readonly #values: ReadonlyMap<string, string>;
  readonly #ssm: SSMClient;
  readonly #secrets: SecretsManagerClient;
  /** Takes away again what the scene before had. */
  #undo: (() => Promise<unknown>)[] = [];

  /**
   * @param values of the secrets that are read, by their configured ARNs; those of all others are made up
   */
  constructor(emulator: SeededEmulator, home: Home, values: ReadonlyMap<string, string> = new Map()) {
    const credentials = { accessKeyId: ROOT_KEY, secretAccessKey: ROOT_KEY };
    const options = { endpoint: emulator.url, region: home.region, credentials };
    this.#emulator = emulator;
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
    const { url } = this.#emulator;
    await makeRole(url, role);
    this.#undo.push(() => removeRole(url, role));
  }

  async #putParameters(snapshot: Snapshot): Promise<void> {
    for (const { Name, Type, KeyId } of snapshot.find(PARAMETERS, this.#home)?.Parameters ?? []) {
      const { value: Value } = madeUpValue(`parameter ${Name}`);
      await this.#ssm.send(new PutParameterCommand({ Name, Type, KeyId, Value }));
      this.#undo.push(() => this.#ssm.send(new DeleteParameterCommand({ Name })));
    }
  }

  async #putSecrets(snapshot: Snapshot): Promise<void> {
    const arns = secretArns(snapshot, this.#home, [...this.#values.keys()]);
    await this.#emulator.giveSecretArns([...arns.values()]);
    const values = new Map([...this.#values].map(([arn, value]) => [secretName(arn, arns), value]));
    for (const secret of snapshot.find(SECRETS, this.#home)?.SecretList ?? []) {
      const { Name, KmsKeyId, DeletedDate, SecretVersionsToStages = {} } = secret;
      await this.#secrets.send(new CreateSecretCommand({ Name, KmsKeyId }));
      this.#undo.push(() =>
        this.#secrets.send(new DeleteSecretCommand({ SecretId: Name, ForceDeleteWithoutRecovery: true })),
      );
      const policy = snapshot.find(SECRET_POLICY, { ...this.#home, names: [Name] })?.ResourcePolicy;
      if (policy !== undefined)
        await this.#secrets.send(new PutResourcePolicyCommand({ SecretId: Name, ResourcePolicy: policy }));
      const value = values.get(Name) ?? madeUpValue(`secret ${Name}`).value;
      await this.#putVersions(Name, value, SecretVersionsToStages);
      if (DeletedDate) await this.#secrets.send(new DeleteSecretCommand({ SecretId: Name }));
    }
  }

  /** With their stages: what no stage leads to, Secrets Manager has given up. The present one first, for it takes a stage from others. */
  async #putVersions(
    SecretId: string,
    SecretString: string,
    versions: Readonly<Record<string, readonly string[]>>,
  ): Promise<void> {
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
