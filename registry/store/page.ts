import type { AnyColumn, SelectQueryBuilder } from 'kysely';

/** Part of a list that is in the order of a key. */
export interface Page {
  /** Key of the last one of the page before; null for the first page. */
  readonly after: string | null;
  readonly limit: number;
}

/** Narrows a query to a page. */
export function pageOf<Db, Table extends keyof Db, Row>(
  query: SelectQueryBuilder<Db, Table, Row>,
  key: AnyColumn<Db, Table>,
  { after, limit }: Page,
): SelectQueryBuilder<Db, Table, Row> {
  const sorted = query.orderBy(key as never).limit(limit);
  return after === null ? sorted : sorted.where(key as never, '>', after as never);
}
