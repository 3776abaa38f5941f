import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT } from '../../../cli/exit-code.ts';
import { hashPassword } from '../../../registry/auth/password.ts';
import { bmv, bmvJson } from '../../support/bmv.ts';
import { TestAuthority } from '../../support/test-authority.ts';
import type { RegisteredVolume } from '../scenario.ts';
import { Service } from './service.ts';
import { HOST, IRONIC_URL, REGISTRY_URL, type Workspace } from './workspace.ts';

const CLI = join(import.meta.dirname, '../../../cli/main.ts');
const PORT = 8790;
const READY_MS = 60_000;
const POLL_MS = 500;
const USER = 'lab';

/** What vouches for the registry: files. */
export interface LabCertificate {
  readonly certificate: { readonly cert: string; readonly key: string };
  readonly ca: string;
}

/** Who vouches for the registry of a lab, and what is in the ramdisk for it. */
export class LabAuthority implements LabCertificate {
  readonly #authority = new TestAuthority('lab');
  readonly certificate = this.#authority.issue({ subjectAltName: `IP:${HOST}` });

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
export class LabRegistry {
  readonly service: Service;
  /** Of every command that asks it. */
  readonly #access: readonly string[];

  private constructor(service: Service, access: readonly string[]) {
    this.service = service;
    this.#access = access;
  }

  static async start(workspace: Workspace, { certificate, ca }: LabCertificate): Promise<LabRegistry> {
    const users = workspace.path('state', 'users');
    const passwordFile = workspace.path('state', 'password');
    const password = randomBytes(16).toString('hex');
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    writeFileSync(users, `${USER}::admin:${await hashPassword(password)}\n`, { mode: 0o600 });
    const service = await Service.start({
      name: 'bmv registry',
      command: [
        ...[process.execPath, CLI, 'registry', 'serve', '--listen', `${HOST}:${PORT}`],
        ...['--store', workspace.path('state', 'registry.db'), '--auth', `basic:${users}`],
        ...['--tls-cert', certificate.cert, '--tls-key', certificate.key, '--ironic', IRONIC_URL],
        // Nobody is a tenant here; what an agent did before it was believed is told by its disks.
        ...['--default-project', 'lab', '--adopt-unknown-claims'],
      ],
      log: workspace.log('registry'),
      isReady: isListening,
      readyMs: READY_MS,
    });
    const who = ['--user', USER, '--password-file', passwordFile];
    return new LabRegistry(service, ['--registry', REGISTRY_URL, '--ca', ca, ...who]);
  }

  /** As an operator asks it; throws where the command fails. */
  async ask(...argv: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
    const { code, json } = await bmvJson(...argv, ...this.#access);
    if (code !== 0) throw new Error(`bmv ${argv.join(' ')}: ${JSON.stringify(json)}`);
    return json;
  }

  /** Volumes that it says the node has on its disks. */
  async volumesOf(node: string): Promise<readonly RegisteredVolume[]> {
    const { volumes } = await this.ask('volumes', 'list', '--node', node);
    return volumes as readonly RegisteredVolume[];
  }

  /** The last line of `bmv place`; null where it refuses. */
  async allocationLine(project: string, volume: string): Promise<string | null> {
    const argv = ['place', '--project', project, '--volume', volume];
    const { code, out, err } = await bmv([...argv, ...this.#access]);
    if (code === EXIT.refused) return null;
    if (code !== EXIT.done) throw new Error(`bmv ${argv.join(' ')}: ${err}`);
    return out.trimEnd().split('\n').at(-1) ?? '';
  }

  /** Resolves when the step of a node has come so far; throws where it does not in time. */
  async stepReaches(node: string, step: string, share: number, timeoutMs: number): Promise<void> {
    for (const deadline = Date.now() + timeoutMs; ; await sleep(POLL_MS)) {
      const { running } = await this.ask('nodes', 'show', node);
      const seen = running as null | { step: string; done_bytes: number; total_bytes: number | null };
      if (seen?.step === step && seen.total_bytes && seen.done_bytes >= seen.total_bytes * share) return;
      if (Date.now() > deadline)
        throw new Error(`the registry does not show that ${step} has come to ${share * 100} %`);
    }
  }
}
