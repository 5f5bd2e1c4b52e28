import { GetResourcePolicyCommand, paginateListSecrets } from '@aws-sdk/client-secrets-manager';
import { type ParameterStringFilter, paginateDescribeParameters } from '@aws-sdk/client-ssm';
import type { ContentOf } from '../../rehearsal/snapshot/file-kind.ts';
import { SECRET_POLICY, SECRETS } from '../../rehearsal/snapshot/kinds/secretsmanager.ts';
import { PARAMETERS } from '../../rehearsal/snapshot/kinds/ssm.ts';
import { secretsIn } from '../wanted/wanted.ts';
import { type FileCall, onAnything, onePage } from './call.ts';

/** Names and keys, of those whose names begin so. No call of this tool gives away a value. */
export const LIST_SECRETS: FileCall<{ readonly prefix: string }, ContentOf<typeof SECRETS>> = {
  kind: SECRETS,
  service: 'secretsmanager',
  rights: [onAnything('secretsmanager:ListSecrets')],
  ask: (clients, { prefix }) =>
    paginateListSecrets(
      { client: clients.of('secretsmanager'), pageSize: 100 },
      { Filters: [{ Key: 'name', Values: [prefix] }], IncludePlannedDeletion: true },
    ),
};

export const GET_SECRET_POLICY: FileCall<{ readonly SecretId: string }, ContentOf<typeof SECRET_POLICY>> = {
  kind: SECRET_POLICY,
  service: 'secretsmanager',
  rights: [
    {
      actions: ['secretsmanager:GetResourcePolicy'],
      // A secret's ARN ends in characters that only AWS knows.
      on: ({ partition, account, regions }) =>
        regions.flatMap((region) => {
          const arn = (name: string) =>
            `arn:${partition}:secretsmanager:${region.region}:${account}:secret:${name}`;
          const { names, prefixes } = secretsIn(region);
          return [...names.map((name) => arn(`${name}-??????`)), ...prefixes.map((each) => arn(`${each}*`))];
        }),
    },
  ],
  absent: ['ResourceNotFoundException'],
  ask: (clients, input) => onePage(clients.of('secretsmanager').send(new GetResourcePolicyCommand(input))),
};

/** Names, types and keys. */
export const DESCRIBE_PARAMETERS: FileCall<
  { readonly ParameterFilters: ParameterStringFilter[] },
  ContentOf<typeof PARAMETERS>
> = {
  kind: PARAMETERS,
  service: 'ssm',
  rights: [onAnything('ssm:DescribeParameters')],
  ask: (clients, input) => paginateDescribeParameters({ client: clients.of('ssm'), pageSize: 50 }, input),
};
