import type { Migration } from './migration.ts';

const NAME = 255;

/** Volumes are found by a part of their name. */
export const searchNames: Migration = {
  number: 2,
  name: 'search-names',
  statements: ({ searchable }) => searchable('volumes', 'name', NAME),
};
