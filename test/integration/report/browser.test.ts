import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, openBrowser } from '../../support/browser.ts';
import { NAMES, pages } from './pages.ts';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

interface Opened {
  readonly page: Page;
  /** What the browser said against it. */
  readonly complaints: readonly string[];
}

describeInBrowser('pages in a browser', () => {
  let browser: Browser;
  let folder: string;
  let matrix: string;
  beforeAll(async () => {
    browser = await openBrowser();
    folder = mkdtempSync(join(tmpdir(), 'kops-cutover-pages-'));
    const all = await pages();
    matrix = all['a matrix'];
    for (const [name, text] of Object.entries(all)) writeFileSync(join(folder, `${name}.html`), text);
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  /** With everything unfolded. */
  async function opened(name: string): Promise<Opened> {
    // The page itself may run nothing: the tests may, past its policy.
    const page = await browser.newPage({ bypassCSP: true });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) complaints.push(`it loads ${request.url()}`);
    });
    await page.goto(pathToFileURL(join(folder, `${name}.html`)).href);
    await page.evaluate(() => {
      for (const each of document.querySelectorAll('details')) each.open = true;
    });
    return { page, complaints };
  }

  it.each(NAMES)(
    '%s: says nothing, runs nothing, overflows and overlaps nowhere, and axe finds nothing serious',
    async (name) => {
      const { page, complaints } = await opened(name);
      await page.evaluate(AXE);
      for (const colorScheme of ['light', 'dark'] as const)
        for (const width of [390, 720, 1440]) {
          await page.emulateMedia({ colorScheme });
          await page.setViewportSize({ width, height: 900 });
          const where = `${colorScheme}, ${width} px`;
          expect([where, await overflowing(page)]).toEqual([where, []]);
          expect([where, await overlapping(page)]).toEqual([where, []]);
          expect([where, await violations(page)]).toEqual([where, []]);
        }
      expect(complaints).toEqual([]);
      expect(await page.title()).not.toBe('planted');
      await page.close();
    },
  );

  it('blocks what would run, did something slip in', async () => {
    const file = join(folder, 'slipped.html');
    const script = '<script>document.title = "planted"</script>';
    writeFileSync(file, matrix.replace('</main>', `${script}</main>`));
    const page = await browser.newPage();
    await page.goto(pathToFileURL(file).href);
    expect(await page.title()).not.toBe('planted');
    await page.close();
  });

  it('reaches all that unfolds, scrolls and leads somewhere by the Tab key', async () => {
    const { page } = await opened('a run that failed');
    await page.setViewportSize({ width: 390, height: 900 });
    const wanted = await page.locator('a, summary, [tabindex="0"]').count();
    const reached = new Set<string>();
    for (let i = 0; i < wanted + 5; i++) {
      await page.keyboard.press('Tab');
      const seen = await page.evaluate(focusSeen);
      if (seen.index >= 0) reached.add(String(seen.index));
      if (seen.index >= 0) expect(seen).toMatchObject({ outline: 'solid' });
    }
    expect(reached.size).toBe(wanted);
    await page.keyboard.press('Shift+Tab');
    await page.close();
  });
});

/** In the page. */
function focusSeen(): { readonly index: number; readonly outline: string } {
  const all = [...document.querySelectorAll('a, summary, [tabindex="0"]')];
  const focused = document.activeElement;
  return {
    index: focused ? all.indexOf(focused) : -1,
    outline: focused ? getComputedStyle(focused).outlineStyle : '',
  };
}

/** If something is wider than the page: how wide that makes it, and what reaches furthest. */
async function overflowing(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const right = (each: Element) => each.getBoundingClientRect().right;
    const all = [...document.body.querySelectorAll('*')].toSorted((a, b) => right(b) - right(a));
    return [`${scrollWidth} px`, ...all.slice(0, 3).map((each) => each.outerHTML.slice(0, 160))];
  });
}

/** Moments on the axis of time that stand on the one before. */
async function overlapping(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.ticks')].flatMap((ticks) => {
      const shown = [...ticks.children].filter((each) => each.getBoundingClientRect().width > 0);
      return shown.flatMap((each, i) => {
        const before = shown[i - 1];
        const isApart = !before || before.getBoundingClientRect().right <= each.getBoundingClientRect().left;
        return isApart ? [] : [`${before.textContent} and ${each.textContent}`];
      });
    }),
  );
}

async function violations(page: Page): Promise<readonly string[]> {
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run(document, {
      resultTypes: ['violations'],
    }),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html.slice(0, 200)} ${nodes[0]?.failureSummary}`,
    );
}
