import {
  type ParameterMetadata,
  type ParameterStringFilter,
  paginateDescribeParameters,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { answersOf } from '../../shared/adapters/answers-of.ts';
import type { Statement } from '../domain/access/policy.ts';
import type { CredentialStore, StoredCredential } from '../ports/credentials.ts';
import { listedIn } from './listed-in.ts';

const { given } = answersOf('Systems Manager');

/** Names that one filter may have. Source: DescribeParameters, ParameterStringFilter. */
const MOST_NAMES = 50;

/** Parameters of Systems Manager. */
export class SsmParameters implements CredentialStore {
  readonly #client: SSMClient;

  constructor(client: SSMClient) {
    this.#client = client;
  }

  async named(names: readonly string[]): Promise<readonly StoredCredential[]> {
    const found: StoredCredential[] = [];
    for (let i = 0; i < names.length; i += MOST_NAMES) {
      const Values = names.slice(i, i + MOST_NAMES);
      found.push(...(await this.#list({ Key: 'Name', Option: 'Equals', Values })));
    }
    return found;
  }

  below(path: string): Promise<readonly StoredCredential[]> {
    // The filter takes a path without the slash at its end.
    const Values = [path.length > 1 ? path.replace(/\/$/, '') : path];
    return this.#list({ Key: 'Path', Option: 'Recursive', Values });
  }

  /** Parameters are shared by policies with other accounts only; what those say changes nothing for the roles of this one. */
  async policyOf(): Promise<readonly Statement[]> {
    return [];
  }

  async #list(filter: ParameterStringFilter): Promise<readonly StoredCredential[]> {
    const pages = paginateDescribeParameters(
      { client: this.#client, pageSize: 50 },
      { ParameterFilters: [filter] },
    );
    const listed = await listedIn(pages, ({ Parameters }) => Parameters ?? []);
    return listed.map(credentialOf);
  }
}

function credentialOf({ Name, ARN, Type, KeyId }: ParameterMetadata): StoredCredential {
  const name = given(Name, 'a parameter', 'Name');
  const what = `the parameter ${name}`;
  return {
    name,
    arn: given(ARN, what, 'ARN'),
    key: given(Type, what, 'Type') === 'SecureString' ? given(KeyId, what, 'KeyId') : '',
    deletionAt: '',
    hasValue: true,
  };
}
