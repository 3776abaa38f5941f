import { expect } from 'chai';
import {
  hashPassword,
  isPassword,
  type PasswordHash,
  parsePasswordHash,
} from '../../../registry/auth/password.ts';

describe('password hashes', () => {
  let text = '';
  before(async () => {
    text = await hashPassword('correct horse');
  });

  it('know their password, and no other', async () => {
    const known = parsePasswordHash(text) as PasswordHash;
    expect(await isPassword('correct horse', known)).to.equal(true);
    expect(await isPassword('correct hors', known)).to.equal(false);
    expect(await isPassword('', known)).to.equal(false);
  });

  it('know a password however its accents are written', async () => {
    const known = parsePasswordHash(await hashPassword('caf\u00e9 au lait')) as PasswordHash;
    expect(await isPassword('cafe\u0301 au lait', known)).to.equal(true);
  });

  it('differ for the same password', async () => {
    expect(await hashPassword('correct horse')).to.not.equal(text);
  });

  it('are not made of text that is none, or that asks for more memory than a server gives', () => {
    const wrong = [
      '',
      'secret',
      text.slice(1),
      `${text}x`,
      text.replace('ln=15', 'ln=30'),
      text.replace('r=8', 'r=99'),
    ];
    for (const line of wrong) expect(parsePasswordHash(line), line).to.equal(null);
  });
});
