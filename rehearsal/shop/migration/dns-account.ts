/** The account in which the shop's group keeps the zone of its pictures, and the role that it lends: as docs/configuration.md has it. */
import { ACCOUNT, DNS_ACCOUNT, type LentRole } from '../account.ts';
import { CDN_ZONE } from './zones.ts';

const ZONE = `arn:aws:route53:::hostedzone/${CDN_ZONE}`;

export const DNS_ROLE: LentRole = {
  arn: `arn:aws:iam::${DNS_ACCOUNT}:role/shop-cutover-dns`,
  trust: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'sts:ExternalId': 'shop-cutover' },
          ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/Shop-*` },
        },
      },
    ],
  },
  policy: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: [
          'route53:ListResourceRecordSets',
          'route53:GetHostedZone',
          'route53:GetHostedZoneLimit',
          'route53:ListResourceRecordSetProtections',
        ],
        Resource: ZONE,
      },
      {
        Effect: 'Allow',
        Action: 'route53:ChangeResourceRecordSets',
        Resource: ZONE,
        Condition: {
          'ForAllValues:StringEquals': {
            'route53:ChangeResourceRecordSetsNormalizedRecordNames': [
              'img.shop-cdn.test',
              '_cutover-shop.shop-cdn.test',
            ],
            'route53:ChangeResourceRecordSetsRecordTypes': ['A', 'AAAA', 'CNAME', 'TXT'],
            'route53:ChangeResourceRecordSetsActions': ['CREATE', 'DELETE'],
          },
          Null: {
            'route53:ChangeResourceRecordSetsNormalizedRecordNames': 'false',
            'route53:ChangeResourceRecordSetsRecordTypes': 'false',
            'route53:ChangeResourceRecordSetsActions': 'false',
          },
        },
      },
      { Effect: 'Allow', Action: 'route53:GetChange', Resource: 'arn:aws:route53:::change/*' },
      {
        Effect: 'Allow',
        Action: ['route53:GetHealthCheck', 'route53:GetHealthCheckStatus'],
        Resource: 'arn:aws:route53:::healthcheck/*',
      },
    ],
  },
};
