import { spawn } from 'node:child_process';

/**
 * Runs a program of Node in network, mount and process namespaces of its own: whatever it starts or mounts is gone with
 * it, however it ends. Returns its exit code.
 */
export async function runApart(
  program: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<number> {
  const child = spawn(
    'unshare',
    [
      ...['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'],
      ...[process.execPath, program, ...args],
    ],
    { stdio: 'inherit' },
  );
  const stop = () => child.kill('SIGKILL');
  signal.addEventListener('abort', stop);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve(code ?? 1));
    });
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
