import { cpus, release, totalmem } from 'node:os';

const GIB = 2 ** 30;

/** What was measured on, in a line. */
export function machine(): string {
  const memory = Math.round(totalmem() / GIB);
  return `${cpus().length} x ${cpus()[0]?.model}, ${memory} GiB, Linux ${release()}, Node ${process.version}`;
}
