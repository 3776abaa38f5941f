import { readFile, stat } from 'node:fs/promises';
import { BmvError } from '../../proto/error.ts';
import { type Caller, ROLES, type Role } from './caller.ts';
import { type PasswordHash, parsePasswordHash } from './password.ts';

/** A line of the file: `user:project:role,role:scrypt$…`, the project empty for none. */
export interface User {
  readonly caller: Caller;
  readonly password: PasswordHash;
}

const NAME = /^[\w.@-]{1,64}$/;
const PROJECT = /^[^:\p{Cc}]{0,255}$/u;

function isRole(text: string): text is Role {
  return ROLES.some((role) => role === text);
}

/** Throws `CONFIG_INVALID`, which never repeats the line. */
function userOf(line: string, number: number, path: string): User {
  const refuse = (why: string) =>
    new BmvError(
      'CONFIG_INVALID',
      `${path}, line ${number}: ${why}; \`bmv registry passwd\` writes such lines`,
      {
        path,
      },
    );
  const [name = '', project = '', words = '', hash = '', ...rest] = line.split(':');
  if (!NAME.test(name) || !PROJECT.test(project) || rest.length > 0)
    throw refuse('it is not user:project:role,role:scrypt$…');
  const roles = words.split(',');
  if (!roles.every(isRole)) throw refuse(`a role is none of ${ROLES.join(', ')}`);
  const password = parsePasswordHash(hash);
  if (!password) throw refuse('it has no password that `bmv registry passwd` made');
  return { caller: { id: name, project, roles, isSystem: false }, password };
}

/** Users by name. Empty lines and those that begin with `#` are left out. Throws `CONFIG_INVALID`. */
export function parseUsers(text: string, path: string): ReadonlyMap<string, User> {
  const users = new Map<string, User>();
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const user = userOf(line.trim(), index + 1, path);
    if (users.has(user.caller.id))
      throw new BmvError(
        'CONFIG_INVALID',
        `${path}, line ${index + 1}: user ${user.caller.id} is there twice`,
        {
          path,
        },
      );
    users.set(user.caller.id, user);
  }
  return users;
}

/** Bits of a file's mode: group may read, others nothing, and only its owner may write. */
const FORBIDDEN_MODE = 0o027;

/** Users of a file, read again when it has changed. What is wrong with a new version of it leaves the old one good. */
export class UsersFile {
  readonly #path: string;
  readonly #onInvalid: (error: unknown) => void;
  #users: ReadonlyMap<string, User> = new Map();
  #version = '';
  /** Changes with the file: what was checked against an older one counts no more. */
  generation = 0;

  private constructor(path: string, onInvalid: (error: unknown) => void) {
    this.#path = path;
    this.#onInvalid = onInvalid;
  }

  /** Throws `CONFIG_INVALID`. */
  static async open(path: string, onInvalid: (error: unknown) => void): Promise<UsersFile> {
    const file = new UsersFile(path, onInvalid);
    await file.#read();
    return file;
  }

  async user(name: string): Promise<User | undefined> {
    await this.#read().catch(this.#onInvalid);
    return this.#users.get(name);
  }

  async #read(): Promise<void> {
    const path = this.#path;
    const found = await stat(path).catch((cause: unknown) => {
      throw new BmvError(
        'CONFIG_INVALID',
        `users file ${path} cannot be read; make it with \`bmv registry passwd\``,
        {
          path,
          cause,
        },
      );
    });
    const version = [found.ino, found.size, found.mtimeMs, found.mode].join(' ');
    if (version === this.#version) return;
    if ((found.mode & FORBIDDEN_MODE) !== 0)
      throw new BmvError(
        'CONFIG_INVALID',
        `users file ${path} can be read by everybody or written by others than its owner; chmod 640 it`,
        { path },
      );
    this.#users = parseUsers(await readFile(path, 'utf8'), path);
    this.#version = version;
    this.generation += 1;
  }
}
