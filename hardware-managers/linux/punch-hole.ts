import { type ChildProcess, spawn } from 'node:child_process';
import { BmvError } from '../../proto/error.ts';
import { killGroup, toolEnvironment } from './command.ts';

export interface HolePuncherOptions {
  /** Longest wait for one range, in milliseconds. Default 30 minutes: a device may zero terabytes. */
  readonly timeoutMs?: number;
}

/** Starting a process from Node takes milliseconds in which nothing else happens, a small shell takes none of ours. */
const SCRIPT = String.raw`
while read -r offset length; do
  if said=$(fallocate --punch-hole --offset "$offset" --length "$length" /proc/self/fd/3 2>&1); then
    echo done
  else
    printf 'failed %s\n' "$(printf %s "$said" | tr '\n' ' ')"
  fi
done`;

interface Request {
  readonly offset: number;
  readonly length: number;
  readonly resolve: (punched: boolean) => void;
  readonly reject: (error: BmvError) => void;
}

/**
 * Makes ranges read as zeros without transferring them: `fallocate(PUNCH_HOLE)`. On a block device the
 * kernel turns this into a zero-out that never falls back to writing (block/fops.c, blkdev_fallocate),
 * and drops the range from the page cache. Requests are carried out one after the other, by one helper
 * process that lives until `close`.
 */
export class HolePuncher {
  readonly #fd: number;
  readonly #device: string;
  readonly #timeoutMs: number;
  readonly #requests: Request[] = [];
  #helper: ChildProcess | null = null;
  #said = '';
  #timer: NodeJS.Timeout | undefined;
  #isTimedOut = false;

  /** `fd` is the disk's open descriptor; `device` is for messages. */
  constructor(fd: number, device: string, { timeoutMs = 30 * 60_000 }: HolePuncherOptions = {}) {
    this.#fd = fd;
    this.#device = device;
    this.#timeoutMs = timeoutMs;
  }

  /**
   * Bytes. False when the device or the file system cannot do it, or util-linux is missing: nothing was
   * promised. Throws `COMMAND_FAILED`, `COMMAND_TIMEOUT`.
   */
  async punch(offset: number, length: number): Promise<boolean> {
    const helper = this.#start();
    return await new Promise((resolve, reject) => {
      this.#requests.push({ offset, length, resolve, reject });
      if (this.#requests.length === 1) this.#watch();
      helper.stdin?.write(`${offset} ${length}\n`);
    });
  }

  /** Ends the helper once it has done what was asked for. */
  async close(): Promise<void> {
    const helper = this.#helper;
    if (!helper) return;
    this.#helper = null;
    const ended = new Promise((resolve) => helper.on('close', resolve));
    helper.stdin?.end();
    if (helper.exitCode === null && helper.signalCode === null) await ended;
  }

  #start(): ChildProcess {
    if (this.#helper) return this.#helper;
    this.#isTimedOut = false;
    const stdio = ['pipe', 'pipe', 'ignore', this.#fd] as const;
    const helper = spawn('/bin/sh', ['-c', SCRIPT], {
      env: toolEnvironment(),
      detached: true,
      stdio: [...stdio],
    });
    helper.stdout?.setEncoding('utf8').on('data', (text: string) => this.#take(text));
    // A helper that has ended is told by `close`.
    helper.stdin?.on('error', () => {});
    helper.on('error', (cause) => this.#end(helper, cause));
    helper.on('close', () => this.#end(helper, null));
    this.#helper = helper;
    return helper;
  }

  #take(text: string): void {
    this.#said += text;
    for (let end = this.#said.indexOf('\n'); end >= 0; end = this.#said.indexOf('\n')) {
      const line = this.#said.slice(0, end);
      this.#said = this.#said.slice(end + 1);
      this.#answer(line);
    }
  }

  #answer(line: string): void {
    const request = this.#requests.shift();
    if (!request) return;
    this.#watch();
    if (line === 'done') request.resolve(true);
    else if (isRefusal(line)) request.resolve(false);
    else request.reject(this.#failed(request, line.replace(/^failed /, '').trim(), null));
  }

  /** Whatever is still waiting will not be answered. */
  #end(helper: ChildProcess, cause: unknown): void {
    if (this.#helper === helper) this.#helper = null;
    clearTimeout(this.#timer);
    const late = `not done within ${this.#timeoutMs} ms`;
    const why = this.#isTimedOut ? late : cause === null ? 'its helper ended' : String(cause);
    for (const request of this.#requests.splice(0)) request.reject(this.#failed(request, why, cause));
  }

  /** Gives the first request its time. HAZARD: a helper of the helper would go on zeroing, so all are ended. */
  #watch(): void {
    clearTimeout(this.#timer);
    const { pid } = this.#helper ?? {};
    if (this.#requests.length === 0) return;
    this.#timer = setTimeout(() => {
      this.#isTimedOut = true;
      killGroup(pid, 'SIGKILL');
    }, this.#timeoutMs);
  }

  #failed({ offset, length }: Request, why: string, cause: unknown): BmvError {
    return new BmvError(
      this.#isTimedOut ? 'COMMAND_TIMEOUT' : 'COMMAND_FAILED',
      `zeroing ${length} bytes at ${offset} of ${this.#device} failed: ${why}; look at the kernel's log (dmesg)`,
      { device: this.#device, offset, length, tool: 'fallocate', ...(cause === null ? {} : { cause }) },
    );
  }
}

function isRefusal(line: string): boolean {
  return /not supported|unsupported|invalid argument|not found/i.test(line);
}
