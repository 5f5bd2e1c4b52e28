import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OWN_FOLDER } from '#own';

type Versions = Readonly<Record<string, string>>;

interface About {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  /** What the constructs need of the user's project. */
  readonly peerDependencies: Versions;
  /** What they were tested with, and what a new project gets beside. */
  readonly devDependencies: Versions;
}

/** What the package says of itself. */
export const ABOUT: About = JSON.parse(readFileSync(join(OWN_FOLDER, 'package.json'), 'utf8'));
