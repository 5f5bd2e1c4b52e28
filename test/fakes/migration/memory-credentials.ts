import type { Statement } from '../../../lambdas/migration/domain/access/policy.ts';
import type { CredentialStore, StoredCredential } from '../../../lambdas/migration/ports/credentials.ts';

/** Parameters or secrets as a test put them there. */
export class MemoryCredentials implements CredentialStore {
  readonly stored: StoredCredential[] = [];
  readonly policies = new Map<string, readonly Statement[]>();
  /** Set: nothing can be listed. */
  broken = '';

  add(overrides: Partial<StoredCredential> & Pick<StoredCredential, 'name'>): void {
    const arn = `arn:aws:ssm:us-west-1:111122223333:parameter${overrides.name}`;
    this.stored.push({ arn, key: '', deletionAt: '', hasValue: true, ...overrides });
  }

  async named(names: readonly string[]): Promise<readonly StoredCredential[]> {
    return this.#listed().filter(({ name }) => names.includes(name));
  }

  async below(prefix: string): Promise<readonly StoredCredential[]> {
    return this.#listed().filter(({ name }) => name.startsWith(prefix));
  }

  async policyOf({ name }: StoredCredential): Promise<readonly Statement[]> {
    return this.policies.get(name) ?? [];
  }

  #listed(): readonly StoredCredential[] {
    if (this.broken !== '') throw new Error(this.broken);
    return this.stored;
  }
}
