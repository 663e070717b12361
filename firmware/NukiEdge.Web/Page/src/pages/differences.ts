/** What another house file would change: parts and their named things. */
export type House = Record<string, unknown>;

export interface Difference {
  /** + comes, − goes, ≠ is another. */
  readonly sign: "+" | "−" | "≠";
  readonly part: string;
  readonly name: string;
}

function nameOf(thing: unknown, at: number): string {
  const named = thing as Record<string, unknown>;
  return String(named?.name ?? named?.user ?? named?.address ?? at + 1);
}

/** The same whatever order the fields stand in. */
function same(a: unknown, b: unknown): boolean {
  const sorted = (_: string, value: unknown) => value && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([x], [y]) => x < y ? -1 : 1)) : value;
  return JSON.stringify(a, sorted) === JSON.stringify(b, sorted);
}

function inList(part: string, before: unknown[], after: unknown[]): Difference[] {
  const named = (list: unknown[]) => new Map(list.map((thing, at) => [nameOf(thing, at), thing]));
  const old = named(before), fresh = named(after);
  const all: Difference[] = [];
  for (const [name, thing] of fresh) {
    if (!old.has(name) || !same(old.get(name), thing)) {
      all.push({ sign: old.has(name) ? "≠" : "+", part, name });
    }
  }
  for (const name of old.keys()) {
    if (!fresh.has(name)) {
      all.push({ sign: "−", part, name });
    }
  }
  const isMoved = all.length === 0 && !same([...old.keys()], [...fresh.keys()]);
  return isMoved ? [{ sign: "≠", part, name: [...fresh.keys()].join(", ") }] : all;
}

export function differences(before: House, after: House): Difference[] {
  const parts = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(p => p !== "$schema");
  return parts.flatMap(part => {
    const old = before[part], fresh = after[part];
    return Array.isArray(old ?? fresh) ? inList(part, (old ?? []) as unknown[], (fresh ?? []) as unknown[])
      : same(old, fresh) ? [] : [{ sign: old === undefined ? "+" : fresh === undefined ? "−" : "≠", part, name: typeof fresh === "object" ? "" : String(fresh ?? "") }];
  });
}
