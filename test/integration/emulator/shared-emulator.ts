/** The emulator of `emulator.test.ts`, and what its functions see of a network. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SimulatedNetwork } from '../../../rehearsal/network/simulated-network.ts';
import { useOfflineAws } from './offline-aws.ts';

/** Years ahead of whoever asks: what functions sign is dated so, what tests sign is not. */
export const START = new Date('2031-05-01T00:00:00Z');

const folder = mkdtempSync(join(tmpdir(), 'emulator-test-'));

/** Addresses at which functions find listeners of the tests. */
export const network = new SimulatedNetwork(folder);

export const aws = useOfflineAws({
  startTime: START,
  functionPreloads: [SimulatedNetwork.preload],
  functionEnvironment: network.environment,
});

/** No test leaves time held. */
afterEach(() => aws.emulator.clock.release());

afterAll(() => rmSync(folder, { recursive: true }));
