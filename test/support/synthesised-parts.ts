import type { Synthesised } from '../../rehearsal/app/settings.ts';
import type { SynthesisedStack } from '../../rehearsal/app/synthesise.ts';
import type { SynthesisedParts } from '../../snapshot/wanted/settled.ts';
import type { Deployed } from '../../snapshot/wanted/wanted.ts';

/** As synth makes what has these settings, without values of deploy time. */
export function partsWith({ migrations = [], masters = [] }: Partial<Deployed>): SynthesisedParts {
  return { migrations: migrations.map(synthesised), masters: masters.map(synthesised) };
}

function synthesised<T extends { readonly account: string; readonly region: string }>(
  settings: T,
): Synthesised<T> {
  const { account, region } = settings;
  const stack = { name: 'Shop', account, region, template: { Resources: {} }, app: [] };
  return { stack: stack as unknown as SynthesisedStack, settings, scope: 'Shop/Default' };
}
