import { run } from '../shell.ts';
import type { Teardown } from '../teardown.ts';

/** Of the range that RFC 2544 sets aside for benchmarks. */
const CLIENT = '198.18.87.1';
const SERVER = '198.18.87.2';

export interface SlowLink {
  readonly address: string;
  /** Put before a server: it runs at the far end. */
  readonly enter: readonly string[];
}

/** A link of 1 Gb/s to a network namespace; what comes from there is held back. Needs veth and tbf in the kernel. */
export async function slowLink(signal: AbortSignal, teardown: Teardown): Promise<SlowLink> {
  const name = `bmv-bench-${process.pid}`;
  const [near, far] = [`bb${process.pid}a`, `bb${process.pid}b`];
  const ip = async (...args: string[]) => await run(signal, 'ip', ...args);
  await ip('netns', 'add', name);
  teardown.add('removing the slow link', async () => {
    await run(AbortSignal.timeout(10_000), 'ip', 'netns', 'del', name);
  });
  await ip('link', 'add', near, 'type', 'veth', 'peer', 'name', far, 'netns', name);
  await ip('addr', 'add', `${CLIENT}/30`, 'dev', near);
  await ip('link', 'set', near, 'up');
  await ip('-n', name, 'addr', 'add', `${SERVER}/30`, 'dev', far);
  await ip('-n', name, 'link', 'set', far, 'up');
  const shape = ['root', 'tbf', 'rate', '1gbit', 'burst', '1mb', 'latency', '50ms'];
  await run(signal, 'tc', '-n', name, 'qdisc', 'add', 'dev', far, ...shape);
  return { address: SERVER, enter: ['ip', 'netns', 'exec', name] };
}
