import type { ExtentReport as Extent } from '../../proto/report.ts';

export type { Extent };

export const MIB = 1024 * 1024;

/** First byte behind the extent. */
export function endOf(extent: Extent): number {
  return extent.offset + extent.length;
}

export function overlaps(a: Extent, b: Extent): boolean {
  return a.length > 0 && b.length > 0 && a.offset < endOf(b) && b.offset < endOf(a);
}

export function contains(outer: Extent, inner: Extent): boolean {
  return inner.offset >= outer.offset && endOf(inner) <= endOf(outer);
}

export function alignUp(value: number, alignment = MIB): number {
  return Math.ceil(value / alignment) * alignment;
}

export function alignDown(value: number, alignment = MIB): number {
  return Math.floor(value / alignment) * alignment;
}

/** The bytes that any of the extents has, sorted and disjoint. */
function union(extents: readonly Extent[]): Extent[] {
  const joined: Extent[] = [];
  for (const next of extents.filter(({ length }) => length > 0).sort((a, b) => a.offset - b.offset)) {
    const last = joined.at(-1);
    if (last && next.offset <= endOf(last))
      joined[joined.length - 1] = {
        offset: last.offset,
        length: Math.max(endOf(last), endOf(next)) - last.offset,
      };
    else joined.push({ offset: next.offset, length: next.length });
  }
  return joined;
}

/** The bytes of `from` that are in none of `remove`, sorted and disjoint. */
export function subtract(from: readonly Extent[], remove: readonly Extent[]): Extent[] {
  const holes = union(remove);
  return union(from).flatMap((extent) => {
    const left: Extent[] = [];
    let { offset } = extent;
    for (const hole of holes.filter((item) => overlaps(item, extent))) {
      if (hole.offset > offset) left.push({ offset, length: hole.offset - offset });
      offset = Math.max(offset, endOf(hole));
    }
    if (offset < endOf(extent)) left.push({ offset, length: endOf(extent) - offset });
    return left;
  });
}
