import type { AccountEvidence, Check } from '../check.ts';
import { ofMachine } from '../executions.ts';

/** Every replacement ended with a member that is back, but for one that sent a page with this heading. */
export function replacementsEnded(paged?: string): Check<AccountEvidence> {
  const but = paged === undefined ? '' : `, but for one that paged ${paged}`;
  return {
    claim: `Every replacement ended with the master replaced${but}`,
    contradictions: (evidence) => {
      const all = ofMachine(evidence, 'ReplaceMaster');
      const failed = all.filter(({ status }) => status !== 'SUCCEEDED');
      const wanted = paged === undefined ? [] : [paged];
      const isAsWanted = failed.map(({ error }) => error).join() === wanted.join();
      return [
        ...(all.length > failed.length ? [] : ['no replacement succeeded']),
        ...(isAsWanted
          ? []
          : failed.map(({ name, status, error, cause }) => `${name} is ${status}: ${error}: ${cause}`)),
        ...(failed.length < wanted.length ? [`no replacement paged ${paged}`] : []),
      ];
    },
  };
}
