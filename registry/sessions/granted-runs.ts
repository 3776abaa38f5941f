import type { PermissionRequest } from '../../proto/channel.ts';

/** Runs of a session that are remembered. Ironic runs one step of a node at a time. */
const MAX_RUNS = 16;

/** Runs of steps that were granted permission on a session, and have not finished. */
export class GrantedRuns {
  readonly #requests = new Map<string, PermissionRequest>();

  /** What a run asked for when it was granted permission; null where it was not. */
  of(run: string): PermissionRequest | null {
    return this.#requests.get(run) ?? null;
  }

  /** The newest answer counts. */
  note(request: PermissionRequest, allowed: boolean): void {
    this.#requests.delete(request.run);
    if (!allowed) return;
    this.#requests.set(request.run, request);
    const [oldest] = this.#requests.keys();
    if (this.#requests.size > MAX_RUNS && oldest !== undefined) this.#requests.delete(oldest);
  }

  /** It has finished. */
  forget(run: string): void {
    this.#requests.delete(run);
  }
}
