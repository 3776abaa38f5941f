import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { hashPassword } from '../../../registry/auth/password.ts';
import { TestAuthority } from '../../support/test-authority.ts';
import { Service } from './service.ts';
import { HOST, IRONIC_URL, type Workspace } from './workspace.ts';

const CLI = join(import.meta.dirname, '../../../cli/main.ts');
const PORT = 8790;
const READY_MS = 60_000;

/** Who vouches for the registry of a lab, and what is in the ramdisk for it. */
export class LabAuthority {
  readonly #authority = new TestAuthority('lab');
  readonly certificate = this.#authority.issue({ subjectAltName: `IP:${HOST}` });

  /** PEM file. */
  get ca(): string {
    return this.#authority.ca;
  }

  remove(): void {
    this.#authority.remove();
  }
}

async function isListening(): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect(PORT, HOST, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

/** This checkout's registry: agents are believed by the nonces that it puts into Ironic's nodes. */
export async function startRegistry(workspace: Workspace, { certificate }: LabAuthority): Promise<Service> {
  const users = workspace.path('state', 'users');
  writeFileSync(users, `lab::admin:${await hashPassword(randomBytes(16).toString('hex'))}\n`, {
    mode: 0o600,
  });
  return await Service.start({
    name: 'bmv registry',
    command: [
      ...[process.execPath, CLI, 'registry', 'serve', '--listen', `${HOST}:${PORT}`],
      ...['--store', workspace.path('state', 'registry.db'), '--auth', `basic:${users}`],
      ...['--tls-cert', certificate.cert, '--tls-key', certificate.key, '--ironic', IRONIC_URL],
      '--adopt-unknown-claims',
    ],
    log: workspace.log('registry'),
    isReady: isListening,
    readyMs: READY_MS,
  });
}
