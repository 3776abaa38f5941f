import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Of the lab's network, which is in a namespace of its own. */
export const HOST = '172.22.0.1';
export const IRONIC_URL = `http://${HOST}:6385`;
export const WEB_URL = `http://${HOST}:8080`;
export const REGISTRY_URL = `https://${HOST}:8790`;

/** Folders of one run of the lab. All paths are the same inside and outside the tree of the control plane. */
export class Workspace {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  static make(): Workspace {
    const workspace = new Workspace(mkdtempSync(join(tmpdir(), 'bmv-lab-')));
    for (const name of ['state', 'logs', 'http', 'tftp', 'bmc', 'disks', 'tmp'])
      mkdirSync(workspace.path(name));
    return workspace;
  }

  path(...names: readonly string[]): string {
    return join(this.folder, ...names);
  }

  log(service: string): string {
    return this.path('logs', `${service}.log`);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
