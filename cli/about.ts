import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OWN_FOLDER } from '#own';

interface About {
  readonly name: string;
  readonly version: string;
  readonly description: string;
}

/** What the package says of itself. */
export const ABOUT: About = JSON.parse(readFileSync(join(OWN_FOLDER, 'package.json'), 'utf8'));
