/** How many histories each fault has hit in each phase. */
import { FAULTS, type Fault, isNever, PHASES, type Phase } from './faults.ts';

const FAULT_NAMES = Object.keys(FAULTS) as readonly Fault[];

export type Cell = `${Fault}|${Phase}`;

export class Hits {
  readonly #counts = new Map<Cell, number>();

  /** @param cells those that one history has met */
  add(cells: Iterable<Cell>): void {
    for (const cell of cells) this.#counts.set(cell, this.count(cell) + 1);
  }

  count(cell: Cell): number {
    return this.#counts.get(cell) ?? 0;
  }

  merge(counts: Iterable<readonly [Cell, number]>): void {
    for (const [cell, count] of counts) this.#counts.set(cell, this.count(cell) + count);
  }

  get counts(): readonly (readonly [Cell, number])[] {
    return [...this.#counts];
  }

  /** Cells that can be hit, and were by fewer histories than `least`. */
  below(least: number): readonly Cell[] {
    return FAULT_NAMES.flatMap((fault) =>
      PHASES.filter((phase) => !isNever(fault, phase))
        .map((phase): Cell => `${fault}|${phase}`)
        .filter((cell) => this.count(cell) < least),
    );
  }

  /** For people. A dash, or brackets, where it can't happen but to a process that comes late; below the table it says why. */
  table(): string {
    const rows = FAULT_NAMES.map((fault) => [
      fault,
      ...PHASES.map((phase) =>
        isNever(fault, phase) ? this.#never(`${fault}|${phase}`) : `${this.count(`${fault}|${phase}`)}`,
      ),
    ]);
    const lines = [['', ...PHASES], ...rows].map(([head = '', ...cells]) =>
      [head.padEnd(38), ...cells.map((cell) => cell.padStart(10))].join(''),
    );
    const whys = FAULT_NAMES.filter((fault) => FAULTS[fault].in.length > 0).map(
      (fault) => `–  ${fault}: ${FAULTS[fault].because}`,
    );
    const late = '( ) only to a process or a batch that comes late from another phase';
    return [...lines, '', ...whys, late].join('\n');
  }

  #never(cell: Cell): string {
    return this.count(cell) === 0 ? '–' : `(${this.count(cell)})`;
  }
}
