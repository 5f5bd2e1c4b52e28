import { RDSClient } from '@aws-sdk/client-rds';
import { ANSWER_TIMES } from '../../../shared/adapters/answer-times.ts';
import { ec2 } from '../../../shared/adapters/ec2-client.ts';
import { Ec2Network } from '../../adapters/ec2-network.ts';
import { RdsDatabases } from '../../adapters/rds-databases.ts';
import { MIGRATE } from '../../contract/states.ts';
import { parseCheckPayload } from '../../runtime/check-payload.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { describeDatabases } from './describe-databases.ts';

const ports = {
  databases: new RdsDatabases(new RDSClient({ requestHandler: ANSWER_TIMES })),
  network: new Ec2Network(ec2),
};

export const handler = makeHandler(MIGRATE.describeDatabases, parseCheckPayload, (_payload, context) =>
  describeDatabases(context.settings, { ...ports, clock: context.clock }),
);
