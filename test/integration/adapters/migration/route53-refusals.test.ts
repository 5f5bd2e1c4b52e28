import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Route53Zone } from '../../../../lambdas/migration/adapters/route53-zone.ts';
import { type AnsweredClient, clientOf, refused } from '../../../support/migration/route53-server.ts';
import { Unpaced } from '../../../support/migration/unpaced.ts';

/** What a swap makes of an error: `refused` is a fact about the batch, which another batch may not meet. */
type Outcome = 'refused' | 'transient' | 'thrown';

/** Every error of ChangeResourceRecordSets that AWS documents for it. */
const OF_THE_OPERATION: readonly (readonly [name: string, status: number, Outcome])[] = [
  ['InvalidChangeBatch', 400, 'refused'],
  ['InvalidInput', 400, 'refused'],
  ['NoSuchHealthCheck', 404, 'refused'],
  ['NoSuchHostedZone', 404, 'thrown'],
  ['PriorRequestNotComplete', 400, 'transient'],
];

/** Those that every operation may meet. Source: "Common error types" in the API reference. */
const OF_ALL_OPERATIONS: readonly (readonly [name: string, status: number, Outcome])[] = [
  ['AccessDenied', 403, 'thrown'],
  ['AccessDeniedException', 400, 'thrown'],
  ['ExpiredTokenException', 403, 'thrown'],
  ['IncompleteSignature', 403, 'thrown'],
  ['InvalidClientTokenId', 403, 'thrown'],
  ['MalformedHttpRequestException', 400, 'thrown'],
  ['NotAuthorized', 401, 'thrown'],
  ['OptInRequired', 403, 'thrown'],
  ['RequestExpired', 400, 'thrown'],
  ['UnrecognizedClientException', 403, 'thrown'],
  ['ValidationError', 400, 'thrown'],
  ['InternalFailure', 500, 'transient'],
  ['ServiceUnavailable', 503, 'transient'],
  ['Throttling', 400, 'transient'],
  ['ThrottlingException', 400, 'transient'],
];

const WORDS = 'why it is so';

describe('What a swap makes of an error of Route 53', () => {
  let route53: AnsweredClient;
  let error: { readonly code: string; readonly status: number };

  beforeEach(async () => {
    route53 = await clientOf(() => refused(error.status, error.code, WORDS));
  });

  afterEach(() => route53.close());

  it.each([...OF_THE_OPERATION, ...OF_ALL_OPERATIONS])('%s (%d): %s', async (code, status, outcome) => {
    error = { code, status };
    const record = { Name: 'www.shop.test.', Type: 'A', TTL: 60, ResourceRecords: [{ Value: '192.0.2.1' }] };
    const zone = new Route53Zone('Z1', { client: route53.client, turns: new Unpaced() }, { now: () => 0 });
    const swap = zone.swap([{ Action: 'CREATE', ResourceRecordSet: record }], '');
    if (outcome === 'refused') {
      const words = code === 'InvalidChangeBatch' ? WORDS : `${code}: ${WORDS}`;
      expect(await swap).toEqual({ accepted: false, messages: [words] });
    } else {
      const name = outcome === 'transient' ? 'TransientFailure' : code;
      await expect(swap).rejects.toMatchObject({ name, message: expect.stringContaining(WORDS) });
    }
  });

  it('is decided for every error that the SDK documents', () => {
    const declarations = join(
      import.meta.dirname,
      '../../../../node_modules/@aws-sdk/client-route-53/dist-types/commands/ChangeResourceRecordSetsCommand.d.ts',
    );
    const documented = [...readFileSync(declarations, 'utf8').matchAll(/@throws \{@link (\w+)\}/g)]
      .map(([, name = '']) => name)
      .filter((name) => name !== 'Route53ServiceException');
    expect(OF_THE_OPERATION.map(([name]) => name).toSorted()).toEqual(documented.toSorted());
  });
});
