import type { ApiError } from './errors.ts';
import type { Protocol } from './types.ts';

/** What differs between the services; the rest is the protocol's. Source: the services' lists of common errors. */
const DENIED: Readonly<Record<string, string>> = {
  sns: 'AuthorizationError',
  s3: 'AccessDenied',
  route53: 'AccessDenied',
  rds: 'AccessDenied',
  elasticloadbalancing: 'AccessDenied',
  autoscaling: 'AccessDenied',
  ec2: 'UnauthorizedOperation',
  monitoring: 'AccessDenied',
  sts: 'AccessDenied',
};

const UNKNOWN_KEY: Readonly<Record<string, string>> = {
  s3: 'InvalidAccessKeyId',
  ec2: 'AuthFailure',
};

const THROTTLED: Readonly<Record<string, { code: string; message: string; status: number }>> = {
  s3: { code: 'SlowDown', message: 'Please reduce your request rate.', status: 503 },
  route53: { code: 'Throttling', message: 'Rate exceeded', status: 400 },
  sns: { code: 'Throttling', message: 'Rate exceeded', status: 400 },
  rds: { code: 'Throttling', message: 'Rate exceeded', status: 400 },
  elasticloadbalancing: { code: 'Throttling', message: 'Rate exceeded', status: 400 },
  monitoring: { code: 'Throttling', message: 'Rate exceeded', status: 400 },
  autoscaling: { code: 'Throttling', message: 'Rate exceeded', status: 400 },
  ec2: { code: 'RequestLimitExceeded', message: 'Request limit exceeded.', status: 503 },
};

const FAILED: Readonly<Record<string, string>> = {
  s3: 'InternalError',
  ec2: 'InternalError',
  dynamodb: 'InternalServerError',
  kms: 'KMSInternalException',
};

/** awsJson services answer 400 where the XML ones answer 403. */
function deniedStatus(protocol: Protocol): number {
  return protocol === 'awsJson' || protocol === 'rpcv2Cbor' ? 400 : 403;
}

export function accessDenied(service: string, protocol: Protocol, message: string): ApiError {
  return { code: DENIED[service] ?? 'AccessDeniedException', message, status: deniedStatus(protocol) };
}

export function unknownAccessKey(service: string, protocol: Protocol, message: string): ApiError {
  const fallback = protocol === 'awsJson' ? 'UnrecognizedClientException' : 'InvalidClientTokenId';
  return { code: UNKNOWN_KEY[service] ?? fallback, message, status: deniedStatus(protocol) };
}

export function throttled(service: string): ApiError {
  return THROTTLED[service] ?? { code: 'ThrottlingException', message: 'Rate exceeded', status: 400 };
}

export function internalFailure(service: string, message: string, status = 500): ApiError {
  return { code: FAILED[service] ?? 'InternalFailure', message, status };
}
