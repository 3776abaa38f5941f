import { execFileSync } from 'node:child_process';

/** Of the range that RFC 2544 sets aside for tests of networks. */
const NEAR = '198.18.91.1';
const FAR = '198.18.91.2';

let count = 0;

function ip(...args: readonly string[]): void {
  try {
    execFileSync('ip', args, { stdio: 'pipe' });
  } catch (cause) {
    throw new Error(`ip ${args.join(' ')} failed (needs root, and the Debian package iproute2)`, { cause });
  }
}

/** A network namespace and the one cable to it, which can be cut. Needs root, and the Debian package iproute2. */
export class NetLink {
  /** Address of this side. */
  readonly address = NEAR;
  /** Put before a command, so that it runs on the other side. */
  readonly enter: readonly string[];
  readonly #name: string;
  readonly #near: string;

  constructor() {
    count += 1;
    this.#name = `bmv-test-${process.pid}-${count}`;
    this.#near = `bt${process.pid}n${count}`;
    const far = `bt${process.pid}f${count}`;
    this.enter = ['ip', 'netns', 'exec', this.#name];
    ip('netns', 'add', this.#name);
    ip('link', 'add', this.#near, 'type', 'veth', 'peer', 'name', far, 'netns', this.#name);
    ip('addr', 'add', `${NEAR}/30`, 'dev', this.#near);
    ip('link', 'set', this.#near, 'up');
    for (const device of ['lo', far]) ip('-n', this.#name, 'link', 'set', device, 'up');
    ip('-n', this.#name, 'addr', 'add', `${FAR}/30`, 'dev', far);
  }

  /** As when somebody pulls the plug: connections are not ended, what is sent is gone. */
  cut(): void {
    ip('link', 'set', this.#near, 'down');
  }

  heal(): void {
    ip('link', 'set', this.#near, 'up');
  }

  /** HAZARD: what runs on the other side has to have ended. */
  remove(): void {
    ip('link', 'del', this.#near);
    ip('netns', 'del', this.#name);
  }
}
