import { EC2Client } from '@aws-sdk/client-ec2';
import { RDSClient } from '@aws-sdk/client-rds';
import { ANSWER_TIMES } from '../../../shared/adapters/answer-times.ts';
import { Ec2SubnetZones } from '../../adapters/ec2-subnet-zones.ts';
import { RdsDatabases } from '../../adapters/rds-databases.ts';
import { MIGRATE } from '../../contract/states.ts';
import { parseCheckPayload } from '../../runtime/check-payload.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { describeDatabases } from './describe-databases.ts';

const options = { requestHandler: ANSWER_TIMES };
const ports = {
  databases: new RdsDatabases(new RDSClient(options)),
  subnets: new Ec2SubnetZones(new EC2Client(options)),
};

export const handler = makeHandler(MIGRATE.describeDatabases, parseCheckPayload, (_payload, context) =>
  describeDatabases(context.settings, { ...ports, clock: context.clock }),
);
