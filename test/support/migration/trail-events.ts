/** Events of CloudTrail as it writes them. Source: "Understanding Route 53 log file entries" and "CloudTrail record contents". */
import { RECORD_ROLE } from './watched-shop.ts';

interface Given {
  readonly id?: string;
  readonly at?: string;
  readonly zoneId?: string;
  readonly userIdentity?: object;
  readonly changes?: readonly object[];
  readonly more?: object;
}

export const TERRAFORM = {
  type: 'AssumedRole',
  principalId: 'AROAEXAMPLE:terraform',
  arn: 'arn:aws:sts::111122223333:assumed-role/ci/terraform',
  accountId: '111122223333',
  accessKeyId: 'ASIAEXAMPLE0SECRET00',
  sessionContext: {
    sessionIssuer: {
      type: 'Role',
      arn: 'arn:aws:iam::111122223333:role/ci',
      accountId: '111122223333',
      userName: 'ci',
    },
  },
};

/** A session of a function of the shop's migration. */
export const SHIFT_WEIGHT = {
  ...TERRAFORM,
  arn: 'arn:aws:sts::111122223333:assumed-role/Shop-FunctionsShiftWeightRole/shop-ShiftWeight',
  sessionContext: { sessionIssuer: { ...TERRAFORM.sessionContext.sessionIssuer, arn: RECORD_ROLE } },
};

export function changed(action: string, record: object) {
  return { action, resourceRecordSet: record };
}

/** The cluster's weight at www.shop.test, as CloudTrail writes it. */
export function weightOf(Weight: number, target: string) {
  return {
    name: 'www.shop.test',
    type: 'CNAME',
    setIdentifier: 'cluster',
    weight: Weight,
    tTL: 60,
    resourceRecords: [{ value: target }],
  };
}

export function trailEvent({
  id = 'event-1',
  at = '2027-03-01T06:00:30Z',
  zoneId = 'Z1SHOP',
  userIdentity = TERRAFORM,
  changes = [],
  more = {},
}: Given): string {
  return JSON.stringify({
    eventVersion: '1.11',
    userIdentity,
    eventTime: at,
    eventSource: 'route53.amazonaws.com',
    eventName: 'ChangeResourceRecordSets',
    awsRegion: 'us-east-1',
    sourceIPAddress: '198.51.100.7',
    userAgent: 'Terraform/1.12',
    requestParameters: { hostedZoneId: zoneId, changeBatch: { changes } },
    eventID: id,
    recipientAccountId: '111122223333',
    ...more,
  });
}
