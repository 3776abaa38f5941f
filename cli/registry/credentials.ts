import { open } from 'node:fs/promises';
import { BmvError } from '../../proto/error.ts';

/** Passwords and tokens are shorter; Keystone's longest are some 10 KiB. */
const MAX_BYTES = 65_536;

/** Others may not read a file with a secret. */
const OTHERS_READ = 0o004;

/** What says who asks. */
export interface CredentialOptions {
  readonly user?: string;
  readonly passwordFile?: string;
  readonly osTokenFile?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

async function readSecret(path: string, what: string): Promise<string> {
  const file = await open(path).catch((cause: unknown) => {
    throw new BmvError('USAGE', `${what} file ${path} cannot be read; check the path`, { path, cause });
  });
  try {
    const { mode, size } = await file.stat();
    if ((mode & OTHERS_READ) !== 0)
      throw new BmvError('USAGE', `${what} file ${path} can be read by everybody; chmod 600 it`, { path });
    const text = size > MAX_BYTES ? '' : (await file.readFile('utf8')).replace(/\r?\n$/, '');
    if (text !== '' && !/[\r\n]/.test(text)) return text;
    throw new BmvError('USAGE', `${what} file ${path} is not one line with the ${what}`, { path });
  } finally {
    await file.close();
  }
}

async function tokenOf({ osTokenFile }: CredentialOptions, env: Environment): Promise<string | null> {
  const token =
    osTokenFile === undefined ? env.OS_TOKEN || null : (await readSecret(osTokenFile, 'token')).trim();
  if (token === null || /^[\x21-\x7e]+$/.test(token)) return token;
  // HAZARD: the text may be a secret of something else.
  const from = osTokenFile === undefined ? 'OS_TOKEN' : `token file ${osTokenFile}`;
  throw new BmvError('USAGE', `${from} has no token of Keystone; \`openstack token issue\` makes one`);
}

async function passwordOf(user: string, options: CredentialOptions, env: Environment): Promise<string> {
  const { passwordFile } = options;
  const password =
    passwordFile === undefined ? env.BMV_REGISTRY_PASSWORD : await readSecret(passwordFile, 'password');
  if (password) return password;
  throw new BmvError(
    'USAGE',
    `the password of user ${user} is missing; set BMV_REGISTRY_PASSWORD, or give --password-file`,
  );
}

/** Headers that say who asks: HTTP Basic for a user, else Keystone's token, else none. Throws `USAGE`. */
export async function credentialHeaders(
  options: CredentialOptions,
  env: Environment,
): Promise<Readonly<Record<string, string>>> {
  const { user, osTokenFile, passwordFile } = options;
  if (user === undefined) {
    if (passwordFile !== undefined)
      throw new BmvError('USAGE', '--password-file is without a user; give --user too');
    const token = await tokenOf(options, env);
    return token === null ? {} : { 'x-auth-token': token };
  }
  if (osTokenFile !== undefined)
    throw new BmvError(
      'USAGE',
      'a user and a token say two things; give --user or --os-token-file, not both',
    );
  if (user === '' || user.includes(':'))
    throw new BmvError(
      'USAGE',
      `user ${JSON.stringify(user)} is none: names are not empty and have no colon`,
    );
  const password = await passwordOf(user, options, env);
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
}
