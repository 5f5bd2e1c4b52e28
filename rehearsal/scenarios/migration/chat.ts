import { chatToldToo } from '../../checks/chat.ts';
import { Missing } from '../scenario.ts';
import { failingAtHalf } from './alarm-at-half.ts';
import type { MigrationScenario } from './scenario.ts';

/** People are asked, notified and paged, and a chat hears of all of it. */
export const chat: MigrationScenario = {
  of: 'migration',
  name: 'chat',
  about: 'the same as alarm-at-half, with a chat: each mail is there, too, in its form and thread',
  scriptFor: (estate) => {
    const script = failingAtHalf.scriptFor(estate);
    if (script instanceof Missing) return script;
    return {
      ...script,
      deploys: { app: 'chat', what: 'a chat in the configuration' },
      checks: [chatToldToo, ...script.checks],
    };
  },
};
