/**
 * What a schema of any kind says of an element's content, on its way to the rows of a vocabulary's file: sequences and
 * choices become the elements that may stand there, each once, with how often.
 */

export interface Child<T> {
  kind: 'element';
  name: string;
  min: number;
  max: number;
  /** Whether it may stand before the one above it, too. */
  free: boolean;
  /** What the schema says of the element itself. */
  declared: T;
}

export interface Parts<T> {
  /** `all` is a sequence in any order. */
  kind: 'sequence' | 'choice' | 'all';
  min: number;
  max: number;
  parts: Particle<T>[];
}

export type Particle<T> = Child<T> | Parts<T>;

/**
 * The elements of a content model in its order, none twice. What one branch of a choice has not may be missing. Where
 * `leads` are among the branches of a choice, the others are left out.
 */
export function childrenIn<T>(particle: Particle<T>, leads: ReadonlySet<string> = new Set()): Child<T>[] {
  if (particle.kind === 'element') return [particle];
  const { kind, min, max, parts } = particle;
  const all = parts.map((part) => childrenIn(part, leads));
  const leading = kind === 'choice' ? all.filter((branch) => branch.some(({ name }) => leads.has(name))) : [];
  const branches = leading.length > 0 ? leading : all;
  const found = new Map<string, Child<T>[]>();
  const free = new Set<string>();
  for (const run of kind === 'choice' ? branches : [branches.flat()]) {
    let last = 0;
    for (const child of run) {
      if (!found.has(child.name) && child.free) free.add(child.name);
      found.set(child.name, [...(found.get(child.name) ?? []), child]);
      const names = [...found.keys()];
      const at = names.indexOf(child.name);
      // What stands before another, and elsewhere behind it, is free, and so is all between them.
      for (const name of names.slice(at + 1, last + 1)) free.add(name);
      last = Math.max(last, at);
    }
  }
  const again = max > 1 || kind === 'all';
  return [...found.values()].map((same, i) => {
    const mins = same.map((child) => child.min);
    const maxs = same.map((child) => child.max);
    const optional = kind === 'choice' && (same.length < all.length || max > 1);
    const least = kind !== 'choice' ? sum(mins) : optional ? 0 : Math.min(...mins);
    const most = kind !== 'choice' ? sum(maxs) : Math.max(...maxs);
    const [first] = same as [Child<T>];
    return {
      ...first,
      min: least * min,
      max: max === 0 || most === 0 ? 0 : most * max,
      free: i > 0 && (again || free.has(first.name)),
    };
  });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
