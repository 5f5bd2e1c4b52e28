/** What is rehearsed unless somebody brings an app of their own. */

import { join } from 'node:path';
import { OWN_FOLDER } from '#own';
import type { AppCommand } from '../app/synthesise.ts';
import { WorldFolder } from '../worlds/world-folder.ts';

export const SHOP_APP: AppCommand = {
  app: 'node bin/cutover.ts',
  cwd: OWN_FOLDER,
};

export const SHOP_WORLD = new WorldFolder(join(OWN_FOLDER, 'rehearsal/worlds/shop'));
