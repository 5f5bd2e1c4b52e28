import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where Debian's `chromium` puts it. */
const CHROMIUM = '/usr/bin/chromium';

/** A browser takes as long as a quarter of all tests may. */
const isAsked = process.env.BROWSER_TESTS !== undefined;

/** Describes tests in a real browser where there is one; elsewhere it is said that they are not run. */
export function describeInBrowser(name: string, tests: () => void): void {
  if (!isAsked) describe.skip(name, tests);
  else if (existsSync(CHROMIUM)) describe(name, tests);
  else describe.skip(`${name} (not run: no Chromium)`, tests);
}

export function openBrowser(): Promise<Browser> {
  // As root, which CI often is, Chromium has no sandbox. It sees nothing but pages of our own.
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'], chromiumSandbox: false });
}
