import { EC2Client } from '@aws-sdk/client-ec2';
import { RDSClient } from '@aws-sdk/client-rds';
import { ANSWER_TIMES } from '../../../shared/adapters/answer-times.ts';
import { Ec2Network } from '../../adapters/ec2-network.ts';
import { RdsPlacements } from '../../adapters/rds-placements.ts';
import { MIGRATE } from '../../contract/states.ts';
import { parseCheckPayload } from '../../runtime/check-payload.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { verifyNetwork } from './verify-network.ts';

const options = { requestHandler: ANSWER_TIMES };
const ports = {
  network: new Ec2Network(new EC2Client(options)),
  placements: new RdsPlacements(new RDSClient(options)),
};

export const handler = makeHandler(MIGRATE.verifyNetwork, parseCheckPayload, (_payload, { settings }) =>
  verifyNetwork(settings, ports),
);
