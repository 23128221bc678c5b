/**
 * The control numbers that an interchange or group has used so far, to tell one that comes again. Senders count up by
 * one: such a run is kept as its first and last number, and only what does not fit in one by one, so that memory does
 * not grow with the interchange.
 */

export interface UsedNumbers {
  has(number: string): boolean;
  add(number: string): void;
}

/** Numbers that follow on one another, written alike: `0001` to `0042`, `M9` to `M11`. */
interface Run {
  prefix: string;
  /** Digits that the first is written with; later ones may need more. */
  width: number;
  first: number;
  last: number;
  next: string;
}

/** So many digits are counted exactly. */
const COUNTED = /^(.*?)(\d{1,15})$/s;

export function usedNumbers(): UsedNumbers {
  const others = new Set<string>();
  let run: Run | undefined;
  return {
    has: (number) => others.has(number) || (run !== undefined && isIn(run, number)),
    add(number) {
      if (run !== undefined && number === run.next) {
        run.last++;
        run.next = written(run, run.last + 1);
        return;
      }
      run ??= runFrom(number);
      if (run === undefined || !isIn(run, number)) others.add(number);
    },
  };
}

const written = ({ prefix, width }: Pick<Run, 'prefix' | 'width'>, value: number): string =>
  prefix + String(value).padStart(width, '0');

function runFrom(number: string): Run | undefined {
  const [, prefix, digits] = COUNTED.exec(number) ?? [];
  if (prefix === undefined || digits === undefined) return undefined;
  const start = { prefix, width: digits.length };
  const first = Number(digits);
  return { ...start, first, last: first, next: written(start, first + 1) };
}

function isIn(run: Run, number: string): boolean {
  const value = Number(number.slice(run.prefix.length));
  return value >= run.first && value <= run.last && written(run, value) === number;
}
