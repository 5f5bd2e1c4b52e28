import type {
  DBClusterMessage,
  DBInstanceMessage,
  DescribeDBProxiesResponse,
  DescribeDBProxyTargetsResponse,
  PendingMaintenanceActionsMessage,
} from '@aws-sdk/client-rds';
import { fileKind } from '../file-kind.ts';

export const DATABASES = fileKind<DBInstanceMessage>()({
  service: 'rds',
  call: 'describe-db-instances',
  answer: async () => (await import('@aws-sdk/client-rds')).DBInstanceMessage$,
  needs: {
    DBInstances: [
      {
        DBInstanceIdentifier: true,
        Engine: true,
        EngineVersion: true,
        DBInstanceStatus: true,
        InstanceCreateTime: true,
        MultiAZ: true,
        PubliclyAccessible: true,
        StorageEncrypted: true,
        CACertificateIdentifier: true,
        CertificateDetails: { ValidTill: true },
      },
    ],
  },
});

/** Aurora's, and Multi-AZ DB clusters. */
export const DATABASE_CLUSTERS = fileKind<DBClusterMessage>()({
  service: 'rds',
  call: 'describe-db-clusters',
  answer: async () => (await import('@aws-sdk/client-rds')).DBClusterMessage$,
  needs: {
    DBClusters: [
      {
        DBClusterIdentifier: true,
        Engine: true,
        EngineVersion: true,
        Status: true,
        ClusterCreateTime: true,
        MultiAZ: true,
        StorageEncrypted: true,
      },
    ],
  },
});

export const MAINTENANCE = fileKind<PendingMaintenanceActionsMessage>()({
  service: 'rds',
  call: 'describe-pending-maintenance-actions',
  answer: async () => (await import('@aws-sdk/client-rds')).PendingMaintenanceActionsMessage$,
  needs: {
    PendingMaintenanceActions: [
      { ResourceIdentifier: true, PendingMaintenanceActionDetails: [{ Action: true }] },
    ],
  },
});

export const PROXIES = fileKind<DescribeDBProxiesResponse>()({
  service: 'rds',
  call: 'describe-db-proxies',
  answer: async () => (await import('@aws-sdk/client-rds')).DescribeDBProxiesResponse$,
  needs: {
    DBProxies: [
      {
        DBProxyName: true,
        EngineFamily: true,
        Status: true,
        Endpoint: true,
        VpcId: true,
        VpcSubnetIds: [true],
        VpcSecurityGroupIds: [true],
      },
    ],
  },
});

/** The file has the proxy's name. */
export const PROXY_TARGETS = fileKind<DescribeDBProxyTargetsResponse>()({
  service: 'rds',
  call: 'describe-db-proxy-targets',
  options: ['--db-proxy-name'],
  answer: async () => (await import('@aws-sdk/client-rds')).DescribeDBProxyTargetsResponse$,
  needs: { Targets: [{ RdsResourceId: true, Type: true }] },
});
