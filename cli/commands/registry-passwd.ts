import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { type Command, Option } from 'commander';
import { BmvError } from '../../proto/error.ts';
import { ROLES, type Role } from '../../registry/auth/caller.ts';
import { hashPassword } from '../../registry/auth/password.ts';
import { parseUsers } from '../../registry/auth/users-file.ts';
import { type CommonOptions, type Runner, withCommonOptions } from '../run.ts';

type Options = CommonOptions & {
  readonly role: readonly Role[];
  readonly project: string;
  readonly remove?: boolean;
};

/** Characters that a password needs. */
const MIN_PASSWORD = 8;

/** The first line of standard input. Throws `USAGE`. */
async function readPassword(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) {
    lines.close();
    if (line.length >= MIN_PASSWORD) return line;
    break;
  }
  throw new BmvError(
    'USAGE',
    `give a password of at least ${MIN_PASSWORD} characters as a line of standard input`,
  );
}

/** Lines of the file without those of a user. */
function withoutUser(text: string, name: string): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith(`${name}:`));
}

/** In one step, so that a registry which reads it meanwhile reads the old or the new one. */
async function replaceFile(path: string, text: string): Promise<void> {
  const partial = `${path}.${randomUUID()}`;
  try {
    const file = await open(partial, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
  } catch (cause) {
    await rm(partial, { force: true });
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new BmvError('IO_ERROR', `writing users file ${path}: ${why}`, { path, cause });
  }
}

async function readUsers(path: string): Promise<string> {
  return await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return '';
    throw new BmvError('IO_ERROR', `reading users file ${path}: ${cause.message}`, { path, cause });
  });
}

export function addRegistryPasswd(registry: Command, run: Runner): void {
  withCommonOptions(registry.command('passwd <file> <user>'))
    .description(
      'put a user into the users file of --auth basic:FILE; the password is a line of standard input. A registry that runs sees it at once',
    )
    .addOption(
      new Option(
        '--role <role...>',
        'admin: everything; service: everything but what people must decide; member and reader: of one project',
      )
        .choices([...ROLES])
        .default(['member']),
    )
    .option('--project <project>', 'project of a member or reader', '')
    .option('--remove', 'take the user out of it')
    .action(async (path: string, user: string, options: Options) => {
      await run(options, async ({ output }) => {
        const { role, project, remove } = options;
        const isOfProject = role.some((item) => item === 'member' || item === 'reader');
        if (!remove && isOfProject && project === '')
          throw new BmvError(
            'USAGE',
            'a member or reader is of a project; give --project, or another --role',
          );
        const others = withoutUser(await readUsers(path), user);
        const line = remove
          ? []
          : [[user, project, role.join(','), await hashPassword(await readPassword())].join(':')];
        const text = [...others, ...line].map((item) => `${item}\n`).join('');
        const users = parseUsers(text, path);
        await replaceFile(path, text);
        output.result({ file: path, users: [...users.keys()] }, () => `${path} has ${users.size} user(s)`);
        return undefined;
      });
    });
}
