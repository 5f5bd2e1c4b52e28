/** Rows above each other that share one axis of time. They are as wide as there is room: what is drawn stretches, text doesn't. */
import { duration } from '../../rehearsal/text/numbers.ts';
import { type Content, type Html, html } from './html.ts';
import { clock, type Extent, place, short, ticksOf } from './time.ts';

export function panel(extent: Extent, rows: Content): Html {
  const ticks = ticksOf(extent);
  const lines = ticks.map(({ at }) => html`<i style="left:${short(place(extent, at))}%"></i>`);
  const labels = ticks.map(({ at, label, isMinor }) => {
    const left = short(place(extent, at));
    // The first begins at its moment, the last ends there: all are inside.
    const style = `left:${left}%;transform:translateX(-${left}%)`;
    return html`<span${isMinor && html` class="minor"`} style="${style}">${label}</span>`;
  });
  return html`<div class="panel"><div class="ticks" aria-hidden="true">${labels}</div><div class="grid" aria-hidden="true">${lines}</div>
${rows}</div>`;
}

export function group(title: string): Html {
  return html`<h4 class="group">${title}</h4>`;
}

export type Tone = 'plain' | 'good' | 'bad' | 'unsure';

export interface Block extends Extent {
  readonly text: string;
  readonly tone: Tone;
  /** All that is to be said of it; when and how long stands before it. */
  readonly words: string;
}

/** What lasts. */
export function lane(extent: Extent, label: Content, blocks: readonly Block[]): Html {
  return row(label, html`<div class="track lane">${blocks.map((block) => blockOf(extent, block))}</div>`);
}

/** Narrower, there is no room for text. Percent. */
const SLIM = 2.5;

function blockOf(extent: Extent, { from, until, text, tone, words }: Block): Html {
  const left = place(extent, from);
  const width = place(extent, until) - left;
  const isSlim = width < SLIM;
  const kind = ['span', ...(tone === 'plain' ? [] : [tone]), ...(isSlim ? ['slim'] : [])].join(' ');
  const style = `left:${short(Math.min(left, 99.6))}%;width:${short(width)}%`;
  return html`<span class="${kind}" style="${style}" title="${whenOf({ from, until })}: ${words}">${!isSlim && html`<span>${text}</span>`}</span>`;
}

/** `Mon 4 Jan 08:00:00, 12 h 0 min` */
function whenOf({ from, until }: Extent): string {
  return until > from ? `${clock(from)}, ${duration(until - from)}` : clock(from);
}

/** What happens at a moment. */
export function points(
  extent: Extent,
  label: Content,
  marks: readonly { readonly at: number; readonly text: string }[],
): Html {
  const all = marks.map(
    ({ at, text }) =>
      html`<span class="point" style="left:${short(place(extent, at))}%" title="${clock(at)}: ${text}"></span>`,
  );
  return row(label, html`<div class="track lane">${all}</div>`);
}

export function row(label: Content, track: Html): Html {
  return html`<div class="row"><div class="label">${label}</div>${track}</div>
`;
}

/** Equal stretches of time; null: nothing to draw. */
export interface Steps {
  readonly from: number;
  readonly step: number;
  readonly values: readonly (number | null)[];
}

export interface Drawing {
  /** A class of `style.ts`: `a-…` is an area, `l-…` a line. */
  readonly as: string;
  readonly path: string;
}

/** Within them paths are drawn. */
export const WIDE = 1000;
export const HIGH = 100;

export interface Scale {
  readonly extent: Extent;
  readonly most: number;
}

/** @param height rem @param top what the upper end of the axis is @param summary what somebody is told who doesn't see it */
export function chart(
  { height, top, summary }: { readonly height: number; readonly top?: string; readonly summary: string },
  drawings: readonly Drawing[],
): Html {
  const paths = drawings.map(({ as, path }) => html`<path class="${as}" d="${path}"/>`);
  return html`<div class="track chart" style="height:${height}rem"><svg viewBox="0 0 ${WIDE} ${HIGH}" preserveAspectRatio="none" role="img" aria-label="${summary}">${paths}</svg>${top !== undefined && html`<span class="top" aria-hidden="true">${top}</span>`}</div>`;
}

/** An area below values, each over its whole stretch. */
export function area({ extent, most }: Scale, { from, step, values }: Steps): string {
  const x = (i: number) => xOf(extent, from + i * step);
  const parts: string[] = [];
  let y: string | undefined;
  for (const [i, value] of values.entries()) {
    const next = value === null ? undefined : yOf(most, value);
    if (next === y) continue;
    if (y !== undefined) parts.push(`H${x(i)}`);
    if (next === undefined) parts.push(`V${HIGH}Z`);
    else parts.push(y === undefined ? `M${x(i)} ${HIGH}V${next}` : `V${next}`);
    y = next;
  }
  return y === undefined ? parts.join('') : `${parts.join('')}H${x(values.length)}V${HIGH}Z`;
}

/** A line that jumps: from each moment on it has a value. */
export function steps(
  { extent, most }: Scale,
  changes: readonly { readonly at: number; readonly value: number | null }[],
): string {
  let isDrawn = false;
  const parts = changes.flatMap(({ at, value }, i) => {
    if (value === null) {
      isDrawn = false;
      return [];
    }
    const end = xOf(extent, changes[i + 1]?.at ?? extent.until);
    const begin = isDrawn ? `V${yOf(most, value)}` : `M${xOf(extent, at)} ${yOf(most, value)}`;
    isDrawn = true;
    return [`${begin}H${end}`];
  });
  return parts.join('');
}

function xOf(extent: Extent, at: number): string {
  return String(Number(((place(extent, at) * WIDE) / 100).toFixed(1)));
}

function yOf(most: number, value: number): string {
  return String(Number((HIGH - (HIGH * Math.min(value, most)) / (most || 1)).toFixed(1)));
}

/** @param sample of the legend: a class of `style.ts` */
export function legend(entries: readonly { readonly as: string; readonly words: string }[]): Html {
  const path = (as: string) => (as.startsWith('l-') ? 'M0 4H16' : 'M0 0H16V8H0Z');
  return html`<ul class="legend">${entries.map(
    ({ as, words }) =>
      html`<li><svg viewBox="0 0 16 8" aria-hidden="true"><path class="${as}" d="${path(as)}"/></svg>${words}</li>`,
  )}</ul>`;
}
