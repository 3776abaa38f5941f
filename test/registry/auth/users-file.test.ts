import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { hashPassword } from '../../../registry/auth/password.ts';
import { parseUsers, UsersFile } from '../../../registry/auth/users-file.ts';
import { refusalOf } from '../../support/registry-records.ts';
import { codeOf, scratchFolder } from '../../support/stores.ts';

describe('a file of users', () => {
  let hash = '';
  before(async () => {
    hash = await hashPassword('secret of ann');
  });

  function fileWith(text: string, mode = 0o640): string {
    const path = join(scratchFolder(), 'users');
    writeFileSync(path, text);
    chmodSync(path, mode);
    return path;
  }

  it('names users with their project and roles, beside comments and empty lines', () => {
    const users = parseUsers(`# people\n\nann::admin:${hash}\nmia:web:member,reader:${hash}\n`, 'users');
    expect([...users.values()].map(({ caller }) => caller)).to.deep.equal([
      { id: 'ann', project: '', roles: ['admin'], isSystem: false },
      { id: 'mia', project: 'web', roles: ['member', 'reader'], isSystem: false },
    ]);
  });

  it('refuses lines that are none, and never repeats what is in them', () => {
    const wrong = [
      'ann',
      `ann:web:admin`,
      `ann:web:root:${hash}`,
      `:web:admin:${hash}`,
      'ann:web:admin:plaintext-password',
      `ann:web:admin:${hash}:more`,
      `ann::admin:${hash}\nann::admin:${hash}`,
    ];
    for (const text of wrong) {
      const { code, message } = refusalOf(() => parseUsers(text, 'users'));
      expect(code, text).to.equal('CONFIG_INVALID');
      expect(message).to.match(/^users, line \d: /);
      expect(message).to.not.include('plaintext').and.not.include(hash);
    }
  });

  it('is not read when others can read or change it, or when it is not there', async () => {
    for (const mode of [0o644, 0o660, 0o641])
      expect(await codeOf(UsersFile.open(fileWith('', mode), () => {}))).to.equal('CONFIG_INVALID');
    expect(await codeOf(UsersFile.open(join(scratchFolder(), 'none'), () => {}))).to.equal('CONFIG_INVALID');
  });

  it('is read again when it has changed, and a wrong version leaves the last one good', async () => {
    const path = fileWith(`ann::admin:${hash}\n`);
    const invalid: unknown[] = [];
    const users = await UsersFile.open(path, (error) => invalid.push(error));
    expect((await users.user('ann'))?.caller.id).to.equal('ann');
    expect(await users.user('bob')).to.equal(undefined);
    writeFileSync(path, `ann::admin:${hash}\nbob:web:reader:${hash}\n`);
    expect((await users.user('bob'))?.caller.roles).to.deep.equal(['reader']);
    expect(users.generation).to.equal(2);
    writeFileSync(path, 'rubbish');
    expect((await users.user('bob'))?.caller.id).to.equal('bob');
    expect(invalid).to.have.length(1);
  });
});
