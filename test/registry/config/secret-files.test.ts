import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { readAgentKeys, readSecretFile } from '../../../registry/config/secret-files.ts';
import { codeOf, scratchFolder } from '../../support/stores.ts';

function file(text: string, mode = 0o600): string {
  const path = join(scratchFolder(), 'secret');
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

describe('files with secrets', () => {
  it('hold keys of agents, one a line', async () => {
    const path = file(`${'a'.repeat(16)}\n\n  ${'b'.repeat(32)}  \n`);
    expect(await readAgentKeys(path)).to.deep.equal(['a'.repeat(16), 'b'.repeat(32)]);
  });

  it('need a key, and none that can be guessed', async () => {
    for (const text of ['', '\n', 'short\n', `${'a'.repeat(16)}\nshort\n`])
      expect(await codeOf(readAgentKeys(file(text))), JSON.stringify(text)).to.equal('CONFIG_INVALID');
  });

  it('are not read when everybody can, or when they are not there', async () => {
    expect(await readSecretFile(file('x', 0o640), 'file')).to.equal('x');
    expect(await codeOf(readSecretFile(file('x', 0o644), 'file'))).to.equal('CONFIG_INVALID');
    expect(await codeOf(readSecretFile('/nowhere', 'file'))).to.equal('CONFIG_INVALID');
  });
});
