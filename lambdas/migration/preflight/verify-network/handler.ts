import { RDSClient } from '@aws-sdk/client-rds';
import { ANSWER_TIMES } from '../../../shared/adapters/answer-times.ts';
import { ec2 } from '../../../shared/adapters/ec2-client.ts';
import { Ec2Network } from '../../adapters/ec2-network.ts';
import { RdsPlacements } from '../../adapters/rds-placements.ts';
import { MIGRATE } from '../../contract/states.ts';
import { parseCheckPayload } from '../../runtime/check-payload.ts';
import { makeCheckHandler } from '../../runtime/make-check-handler.ts';
import { verifyNetwork } from './verify-network.ts';

const ports = {
  network: new Ec2Network(ec2),
  placements: new RdsPlacements(new RDSClient({ requestHandler: ANSWER_TIMES })),
};

export const handler = makeCheckHandler(MIGRATE.verifyNetwork, parseCheckPayload, (_payload, { settings }) =>
  verifyNetwork(settings, ports),
);
