import {
  CreateResourceRecordSetProtectionsCommand,
  DeleteResourceRecordSetProtectionsCommand,
  ListResourceRecordSetProtectionsCommand,
} from '@aws-sdk/client-route-53';

/** Actions that are newer than IAM's published data: that they exist, the SDK's operations of these names say. */
export const NEWEST_ACTIONS: Readonly<Record<string, object>> = {
  'route53:CreateResourceRecordSetProtections': CreateResourceRecordSetProtectionsCommand,
  'route53:DeleteResourceRecordSetProtections': DeleteResourceRecordSetProtectionsCommand,
  'route53:ListResourceRecordSetProtections': ListResourceRecordSetProtectionsCommand,
};
