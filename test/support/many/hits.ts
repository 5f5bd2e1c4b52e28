/** How many of what is played each fault has hit in each phase. */

/** Phases in which a fault can't happen, and why. */
export interface Never<Phase extends string> {
  readonly in: readonly Phase[];
  readonly because: string;
}

/** Of a fault that can happen in each phase. */
export const EVERYWHERE: Never<never> = { in: [], because: '' };

/** What can go wrong, and when. */
export interface Kinds<Fault extends string, Phase extends string> {
  readonly faults: Readonly<Record<Fault, Never<Phase>>>;
  readonly phases: readonly Phase[];
  /** What is said of hits where there can be none. */
  readonly late: string;
}

export type Cell<Fault extends string, Phase extends string> = `${Fault}|${Phase}`;

export class Hits<Fault extends string, Phase extends string> {
  readonly #kinds: Kinds<Fault, Phase>;
  readonly #counts = new Map<string, number>();

  constructor(kinds: Kinds<Fault, Phase>) {
    this.#kinds = kinds;
  }

  /** @param cells those that one of what is played has met */
  add(cells: Iterable<Cell<Fault, Phase>>): void {
    for (const cell of cells) this.#counts.set(cell, this.count(cell) + 1);
  }

  count(cell: Cell<Fault, Phase>): number {
    return this.#counts.get(cell) ?? 0;
  }

  merge(counts: Iterable<readonly [Cell<Fault, Phase>, number]>): void {
    for (const [cell, count] of counts) this.#counts.set(cell, this.count(cell) + count);
  }

  /** Cells that can be hit, and were less often than `least`. */
  below(least: number): readonly Cell<Fault, Phase>[] {
    return this.#faults.flatMap((fault) =>
      this.#kinds.phases
        .filter((phase) => !this.#isNever(fault, phase))
        .map((phase): Cell<Fault, Phase> => `${fault}|${phase}`)
        .filter((cell) => this.count(cell) < least),
    );
  }

  /** For people. A dash, or brackets, where it can't happen; below the table it says why. */
  table(): string {
    const { faults, phases, late } = this.#kinds;
    const rows = this.#faults.map((fault) => [
      fault,
      ...phases.map((phase) =>
        this.#isNever(fault, phase) ? this.#never(`${fault}|${phase}`) : `${this.count(`${fault}|${phase}`)}`,
      ),
    ]);
    const lines = [['', ...phases], ...rows].map(([head = '', ...cells]) =>
      [head.padEnd(38), ...cells.map((cell) => cell.padStart(12))].join(''),
    );
    const whys = this.#faults
      .filter((fault) => faults[fault].in.length > 0)
      .map((fault) => `–  ${fault}: ${faults[fault].because}`);
    return [...lines, '', ...whys, ...(whys.length > 0 ? [late] : [])].join('\n');
  }

  get #faults(): readonly Fault[] {
    return Object.keys(this.#kinds.faults) as Fault[];
  }

  #isNever(fault: Fault, phase: Phase): boolean {
    return this.#kinds.faults[fault].in.includes(phase);
  }

  #never(cell: Cell<Fault, Phase>): string {
    return this.count(cell) === 0 ? '–' : `(${this.count(cell)})`;
  }
}
