import { readFile, stat } from 'node:fs/promises';
import { BmvError } from '../../proto/error.ts';

/** Bits of a file's mode: what others may do with it. */
const OTHERS = 0o007;

/** A file's text. Throws `CONFIG_INVALID`. */
export async function readConfigFile(path: string, what: string): Promise<string> {
  return await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new BmvError(
      'CONFIG_INVALID',
      `${what} ${path} cannot be read; check its path and who may read it`,
      {
        path,
        cause,
      },
    );
  });
}

/** As `readConfigFile`, of a file that only some may read. */
export async function readSecretFile(path: string, what: string): Promise<string> {
  const text = await readConfigFile(path, what);
  const { mode } = await stat(path);
  if ((mode & OTHERS) === 0) return text;
  throw new BmvError('CONFIG_INVALID', `${what} ${path} can be read by everybody; chmod 640 it`, { path });
}

/** Shortest key of agents that is taken, characters. */
const MIN_KEY = 16;

/** Keys that agents share, one a line. Throws `CONFIG_INVALID`. */
export async function readAgentKeys(path: string): Promise<readonly string[]> {
  const text = await readSecretFile(path, 'key file');
  const keys = text.split('\n').map((line) => line.trim());
  const given = keys.filter((key) => key !== '');
  if (given.length > 0 && given.every((key) => key.length >= MIN_KEY)) return given;
  throw new BmvError(
    'CONFIG_INVALID',
    `key file ${path} needs a key a line, each of at least ${MIN_KEY} characters; make one with: openssl rand -hex 32`,
    { path },
  );
}
