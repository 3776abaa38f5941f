/** A range of bytes on a disk or in an image. */
export interface Extent {
  readonly offset: number;
  readonly length: number;
}

export const MIB = 1024 * 1024;

/** First byte after the extent. */
export function endOf(extent: Extent): number {
  return extent.offset + extent.length;
}

export function overlaps(a: Extent, b: Extent): boolean {
  return a.length > 0 && b.length > 0 && a.offset < endOf(b) && b.offset < endOf(a);
}

export function contains(outer: Extent, inner: Extent): boolean {
  return inner.offset >= outer.offset && endOf(inner) <= endOf(outer);
}

export function alignUp(value: number, alignment: number): number {
  return Math.ceil(value / alignment) * alignment;
}

export function alignDown(value: number, alignment: number): number {
  return Math.floor(value / alignment) * alignment;
}

/**
 * Sorted, disjoint extents that cover exactly the same bytes. Touching extents are joined; an extent
 * nested in another never shortens it.
 */
export function union(extents: readonly Extent[]): Extent[] {
  const sorted = extents.filter((e) => e.length > 0).sort((a, b) => a.offset - b.offset);
  const joined: Extent[] = [];
  for (const next of sorted) {
    const last = joined.at(-1);
    if (last && next.offset <= endOf(last)) {
      const end = Math.max(endOf(last), endOf(next));
      joined[joined.length - 1] = { offset: last.offset, length: end - last.offset };
    } else {
      joined.push({ offset: next.offset, length: next.length });
    }
  }
  return joined;
}

/** The bytes of `from` that are in none of `remove`, sorted and disjoint. */
export function subtract(from: readonly Extent[], remove: readonly Extent[]): Extent[] {
  const holes = union(remove);
  const left: Extent[] = [];
  for (const extent of union(from)) {
    let offset = extent.offset;
    for (const hole of holes) {
      if (!overlaps({ offset, length: endOf(extent) - offset }, hole)) continue;
      if (hole.offset > offset) left.push({ offset, length: hole.offset - offset });
      offset = Math.max(offset, endOf(hole));
      if (offset >= endOf(extent)) break;
    }
    if (offset < endOf(extent)) left.push({ offset, length: endOf(extent) - offset });
  }
  return left;
}
