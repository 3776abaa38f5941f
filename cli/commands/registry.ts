import type { Command } from 'commander';
import type { Runner } from '../run.ts';
import { addRegistryBackup } from './registry-backup.ts';
import { addRegistryMigrate } from './registry-migrate.ts';
import { addRegistryPasswd } from './registry-passwd.ts';
import { addRegistryRewrapKeys } from './registry-rewrap-keys.ts';
import { addRegistryServe } from './registry-serve.ts';
import { addRegistryVerify } from './registry-verify.ts';

/** What is done where a registry runs. */
export function addRegistryCommands(registry: Command, run: Runner): void {
  addRegistryServe(registry, run);
  addRegistryMigrate(registry, run);
  addRegistryBackup(registry, run);
  addRegistryVerify(registry, run);
  addRegistryRewrapKeys(registry, run);
  addRegistryPasswd(registry, run);
}
