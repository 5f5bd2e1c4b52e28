import type { RuleCase } from './rule-case.ts';
import { a, alias, create, input, record, WWW, weighted } from './rule-case.ts';

const facet = (text: string) => input(`Invalid XML ; cvc-${text}`);
const inChange = (text: string, identifier = 'null') =>
  input(
    `Invalid request: ${text} in Change with [Action=CREATE, Name=www.example.com., Type=A, SetIdentifier=${identifier}]`,
  );
const NEEDED =
  'Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], but found';
const POLICY =
  'Expected exactly one of [Weight, Region, Failover, GeoLocation, or MultiValueAnswer], but found';

export const INPUTS: readonly RuleCase[] = [
  {
    rule: 'R32',
    title: 'refuses a weight over 255',
    changes: create(weighted(WWW, 'x', 256)),
    refused: facet(
      "maxInclusive-valid: Value '256' is not facet-valid with respect to maxInclusive '255' for type 'ResourceRecordSetWeight'.",
    ),
  },
  {
    rule: 'R32',
    title: 'refuses a weight below 0',
    changes: create(weighted(WWW, 'x', -1)),
    refused: facet(
      "minInclusive-valid: Value '-1' is not facet-valid with respect to minInclusive '0' for type 'ResourceRecordSetWeight'.",
    ),
  },
  {
    rule: 'R32',
    title: 'refuses a TTL over 2^31 - 1',
    changes: create({ ...a(WWW), TTL: 2_147_483_648 }),
    refused: facet(
      "maxInclusive-valid: Value '2147483648' is not facet-valid with respect to maxInclusive '2147483647' for type 'TTL'.",
    ),
  },
  {
    rule: 'R32',
    title: 'refuses a list without values',
    changes: create({ ...a(WWW), ResourceRecords: [] }),
    refused: facet(
      "complex-type.2.4.b: The content of element 'ResourceRecords' is not complete. One of '{\"https://route53.amazonaws.com/doc/2013-04-01/\":ResourceRecord}' is expected.",
    ),
  },
  {
    rule: 'R32',
    title: 'refuses a batch without changes',
    changes: [],
    refused: facet(
      "complex-type.2.4.b: The content of element 'Changes' is not complete. One of '{\"https://route53.amazonaws.com/doc/2013-04-01/\":Change}' is expected.",
    ),
  },
  {
    rule: 'R32',
    title: 'refuses an unknown type',
    changes: create(record(WWW, 'LOC' as 'A', ['x'])),
    refused: facet(
      "enumeration-valid: Value 'LOC' is not facet-valid with respect to enumeration '[A, AAAA, CAA, CNAME, DS, HTTPS, MX, NAPTR, NS, PTR, SOA, SPF, SRV, SSHFP, SVCB, TLSA, TXT]'. It must be a value from the enumeration of 'Type'.",
    ),
  },
  {
    rule: 'R32',
    title: 'refuses an unknown action',
    changes: [{ Action: 'REPLACE' as 'CREATE', ResourceRecordSet: a(WWW) }],
    refused: facet(
      "enumeration-valid: Value 'REPLACE' is not facet-valid with respect to enumeration '[CREATE, DELETE, UPSERT]'. It must be a value from the enumeration of 'Action'.",
    ),
  },
  {
    rule: 'R32',
    title: 'refuses a set identifier over 128 characters',
    changes: create(weighted(WWW, 'i'.repeat(129), 1)),
    refused: facet(
      `maxLength-valid: Value '${'i'.repeat(129)}' with length = '129' is not facet-valid with respect to maxLength '128' for type 'ResourceRecordSetIdentifier'.`,
    ),
  },
  {
    rule: 'R33',
    title: 'refuses neither values nor alias',
    changes: create({ Name: WWW, Type: 'A' }),
    refused: inChange(`${NEEDED} none`),
  },
  {
    rule: 'R33',
    title: 'refuses values without a TTL',
    changes: create({ ...a(WWW), TTL: undefined }),
    refused: inChange(`${NEEDED} none`),
  },
  {
    rule: 'R33',
    title: 'refuses a TTL beside an alias',
    changes: create({ ...alias(WWW), TTL: 60 }),
    refused: inChange(`${NEEDED} more than one`),
  },
  {
    rule: 'R33',
    title: 'refuses values beside an alias',
    changes: create({ ...alias(WWW), ...a(WWW) }),
    refused: inChange(`${NEEDED} more than one`),
  },
  {
    rule: 'R34',
    title: 'refuses a weight without a set identifier',
    changes: create({ ...a(WWW), Weight: 1 }),
    refused: inChange("Missing field 'SetIdentifier'"),
  },
  {
    rule: 'R35',
    title: 'refuses a set identifier without a policy',
    changes: create({ ...a(WWW), SetIdentifier: 'x' }),
    refused: inChange(`${POLICY} none`, 'x'),
  },
  {
    rule: 'R35',
    title: 'refuses two policies',
    changes: create(weighted(WWW, 'x', 1, { Region: 'eu-west-1' })),
    refused: inChange(`${POLICY} more than one`, 'x'),
  },
];
