import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { LIMIT_DEFAULTS } from '../../registry/config/limits.ts';
import { type RunningRegistry, startRegistry } from '../../registry/serve.ts';

/** A registry in this process, that only this machine reaches. */
export interface DemoRegistry extends Pick<RunningRegistry, 'address' | 'close'> {
  /** File with the key of its agents. */
  readonly keyFile: string;
}

/**
 * Starts one on a free port, with its database in the folder. `believesDisks`: volumes that nobody asked for are taken for
 * what their disks say.
 */
export async function startDemoRegistry(
  folder: string,
  believesDisks: boolean,
  logger: Logger,
): Promise<DemoRegistry> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const key = randomBytes(32).toString('hex');
  const keyFile = join(folder, 'agent-key');
  await writeFile(keyFile, `${key}\n`, { mode: 0o600 });
  const { address, close } = await startRegistry(
    {
      ...{ listen: { kind: 'tcp', host: '127.0.0.1', port: 0 }, tls: null, auth: { kind: 'none' } },
      ...{ store: join(folder, 'registry.db'), migrate: null, storeCaFile: null, keystoneUser: null },
      ...{ agentKeys: [key], acceptUntrusted: false, ironic: null, openMetrics: false, maxSilenceMs: null },
      ...{
        adoptUnknownClaims: believesDisks,
        allowUnknownNodes: false,
        defaultProject: '',
        replica: 'demo',
        limits: LIMIT_DEFAULTS,
      },
    },
    logger,
  );
  return { address, close, keyFile };
}
