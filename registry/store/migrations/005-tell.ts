import type { Migration } from './migration.ts';

const WORDS = 64;

/** How instances are told of a volume: ways with commas between them; of those that were there before, as its disk says when it is seen. */
export const tell: Migration = {
  number: 5,
  name: 'tell',
  statements: ({ addedColumn, text }) => [addedColumn('volumes', `${text('tell', WORDS)} DEFAULT ''`)],
};
