import { firstTables } from './001-first-tables.ts';
import { searchNames } from './002-search-names.ts';
import { policies } from './003-policies.ts';
import { encryption } from './004-encryption.ts';
import { tell } from './005-tell.ts';
import type { Migration } from './migration.ts';

/** All there are, in their order. One that was released is never changed. */
export const MIGRATIONS: readonly Migration[] = [firstTables, searchNames, policies, encryption, tell];
