import { spawn } from 'node:child_process';
import { BmvError } from '../../proto/error.ts';
import { packageOf } from './tool-packages.ts';

/** From SIGTERM to SIGKILL, milliseconds. */
const KILL_AFTER_MS = 2000;

export interface CommandOptions {
  /** Default one minute. */
  readonly timeoutMs?: number;
  /** Limit for standard output and standard error, each. Default 16 MiB. */
  readonly maxOutputBytes?: number;
  /** Abort ends the command's process group; the error is `ABORTED`. */
  readonly signal?: AbortSignal;
  readonly input?: string | Uint8Array;
  /** Variables that the tool gets beside, or instead of, those that it would. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Exit codes that are not an error. Default `[0]`. */
  readonly allowExitCodes?: readonly number[];
  /**
   * Open files that the child gets as descriptors 3, 4, and so on. `/proc/self/fd/3` then names that very file, also
   * after its path has come to mean another one. While the child lives, so do locks on the descriptors.
   */
  readonly inheritFds?: readonly number[];
}

export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** Why a command was ended before its time. */
type End = 'timeout' | 'output' | 'aborted';

/** A tool found in the sbin folders too, whose messages are English. */
export function toolEnvironment(): NodeJS.ProcessEnv {
  const { PATH = '' } = process.env;
  return { ...process.env, PATH: `${PATH}:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin`, LC_ALL: 'C' };
}

/**
 * Runs a tool without a shell, in a process group of its own, and collects what it prints.
 *
 * Errors: `TOOL_MISSING` (names the Debian package), `COMMAND_FAILED` (an exit code that is not
 * allowed, a signal, too much output), `COMMAND_TIMEOUT`, `ABORTED`.
 */
export async function runCommand(
  argv: readonly [string, ...string[]],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const { timeoutMs = 60_000, maxOutputBytes = 16 * 1024 * 1024, allowExitCodes = [0], signal } = options;
  const [tool, ...args] = argv;
  if (signal?.aborted) throw aborted(tool);

  const child = spawn(tool, args, {
    env: { ...toolEnvironment(), ...options.environment },
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', ...(options.inheritFds ?? [])],
  });
  const { stdin, stdout, stderr } = child;
  if (!stdin || !stdout || !stderr)
    throw new BmvError('INTERNAL', `${tool} was started without pipes`, { tool });

  let end: End | null = null;
  let killTimer: NodeJS.Timeout | undefined;
  const kill = (why: End) => {
    if (end !== null) return;
    end = why;
    killGroup(child.pid, 'SIGTERM');
    killTimer = setTimeout(() => killGroup(child.pid, 'SIGKILL'), KILL_AFTER_MS);
  };
  const collect = (stream: NodeJS.ReadableStream): (() => string) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.byteLength;
      if (bytes > maxOutputBytes) kill('output');
      else chunks.push(chunk);
    });
    return () => Buffer.concat(chunks).toString('utf8');
  };
  const out = collect(stdout);
  const err = collect(stderr);
  const timer = setTimeout(() => kill('timeout'), timeoutMs);
  const onAbort = () => kill('aborted');
  signal?.addEventListener('abort', onAbort);

  // A tool that does not read its input closes the pipe; its exit code says whether that matters.
  stdin.on('error', () => {});
  stdin.end(options.input ?? '');

  try {
    const exit = await new Promise<{ code: number | null; signal: string | null }>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code, killedBy) => resolve({ code, signal: killedBy }));
    });
    if (end !== null) throw endError(end, argv, timeoutMs, maxOutputBytes);
    if (exit.code === null || !allowExitCodes.includes(exit.code)) throw failed(argv, exit, err());
    return { stdout: out(), stderr: err(), exitCode: exit.code };
  } catch (error) {
    throw isMissing(error) ? toolMissing(tool) : error;
  } finally {
    clearTimeout(timer);
    clearTimeout(killTimer);
    signal?.removeEventListener('abort', onAbort);
  }
}

/** Ends a process that leads its group (`detached`), and all that it has started. */
export function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has ended by itself.
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** A command line for messages: one line, and not more of it than helps. */
function inOneLine(argv: readonly string[]): string {
  const text = argv.join(' ').replaceAll(/\s+/g, ' ');
  return text.length > 200 ? `${text.slice(0, 200)}...` : text;
}

/** The error for a tool that is not installed. */
export function toolMissing(tool: string): BmvError {
  const name = packageOf(tool);
  const wayOut = name === null ? `install ${tool}` : `install the Debian package ${name}`;
  return new BmvError('TOOL_MISSING', `${tool} is not installed; ${wayOut}`, { tool });
}

function aborted(tool: string): BmvError {
  return new BmvError('ABORTED', `${tool} was stopped because the operation was aborted`, { tool });
}

function endError(end: End, argv: readonly string[], timeoutMs: number, maxOutputBytes: number): BmvError {
  const [tool = ''] = argv;
  const command = inOneLine(argv);
  if (end === 'aborted') return aborted(tool);
  if (end === 'timeout') {
    return new BmvError('COMMAND_TIMEOUT', `${command} did not end within ${timeoutMs} ms and was stopped`, {
      tool,
      command,
    });
  }
  return new BmvError(
    'COMMAND_FAILED',
    `${command} printed more than ${maxOutputBytes} bytes and was stopped`,
    { tool, command },
  );
}

function failed(
  argv: readonly string[],
  exit: { code: number | null; signal: string | null },
  stderr: string,
): BmvError {
  const [tool = ''] = argv;
  const command = inOneLine(argv);
  const how = exit.code === null ? `was ended by ${exit.signal}` : `failed with exit code ${exit.code}`;
  const said = stderr.trim().split('\n').at(-1)?.trim() ?? '';
  return new BmvError('COMMAND_FAILED', `${command} ${how}${said === '' ? '' : `: ${said}`}`, {
    tool,
    command,
  });
}
