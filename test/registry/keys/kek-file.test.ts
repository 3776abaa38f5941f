import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect } from 'chai';
import { partsOfKekId, readKek } from '../../../registry/keys/kek-file.ts';
import { codeOf, scratchFolder } from '../../support/stores.ts';

const KEY = Buffer.from('00112233445566778899aabbccddeeff102132435465768798a9bacbdcedfe0f', 'hex');
const HEX = KEY.toString('hex');

function file(content: string | Uint8Array, { mode = 0o600, name = '2026.key' } = {}): string {
  const path = join(scratchFolder(), name);
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

async function messageOf(path: string): Promise<string> {
  return await readKek(path).then(
    () => 'it was taken',
    (error: Error) => error.message,
  );
}

describe('a KEK file', () => {
  it('has 32 bytes, or 64 hex digits with or without an end of line: it is the same KEK', async () => {
    const keks = await Promise.all(
      [KEY, HEX, HEX.toUpperCase(), `${HEX}\n`, `${HEX}\r\n`].map((content) => readKek(file(content))),
    );
    for (const kek of keks) {
      expect(kek.key.export().equals(KEY)).to.equal(true);
      expect(kek.id).to.equal(keks[0]?.id);
    }
    expect(keks[0]?.id).to.match(/^2026\.key#[0-9a-f]{16}$/);
    expect(partsOfKekId(keks[0]?.id ?? '')).to.deep.equal({
      name: '2026.key',
      fingerprint: keks[0]?.fingerprint,
    });
  });

  it('of another key is another KEK, whatever it is called', async () => {
    const other = await readKek(file(Buffer.from(KEY).fill(7, 0, 1)));
    expect(other.fingerprint).to.not.equal((await readKek(file(KEY))).fingerprint);
  });

  it('is not taken when others than its owner may read or write it', async () => {
    for (const mode of [0o640, 0o604, 0o620, 0o610, 0o644, 0o666]) {
      const path = file(KEY, { mode });
      expect(await codeOf(readKek(path)), mode.toString(8)).to.equal('CONFIG_INVALID');
      expect(await messageOf(path))
        .to.include(`mode 0${mode.toString(8)}`)
        .and.include('chmod 600');
    }
    expect((await readKek(file(KEY, { mode: 0o400 }))).name).to.equal('2026.key');
  });

  it('is not taken when it is no key, and the message says how to make one, and nothing of what it is', async () => {
    const wrong = [
      ...['', '\n', HEX.slice(1), `${HEX}0`, `${HEX}\n\n`, ` ${HEX}`, `g${HEX.slice(1)}`],
      ...[KEY.subarray(1), Buffer.concat([KEY, KEY.subarray(0, 1)]), Buffer.concat([KEY, KEY])],
      // The hex digits of half a key.
      HEX.slice(0, 32),
      Buffer.alloc(32),
      '0'.repeat(64),
    ];
    for (const content of wrong) {
      const message = await messageOf(file(content));
      expect(message, String(content)).to.match(/^KEK file \S+ is (neither|one byte).*openssl rand -hex 32/);
      expect(message).to.not.include(HEX.slice(0, 8));
    }
  });

  it('is not taken when it is not there, is a folder, or has a name that ids cannot have', async () => {
    const folder = scratchFolder();
    mkdirSync(join(folder, 'sub'));
    expect(await messageOf(join(folder, 'none'))).to.include('cannot be read');
    expect(await messageOf(join(folder, 'sub'))).to.include('is no file');
    for (const name of ['a b', 'a#b', 'ä'])
      expect(await messageOf(file(KEY, { name })), name).to.include('rename it');
  });

  it('gives a KEK that is not shown by whatever shows objects', async () => {
    const kek = await readKek(file(KEY));
    expect(inspect(kek, { depth: 9, showHidden: true }) + JSON.stringify(kek)).to.not.include(
      HEX.slice(0, 8),
    );
  });
});
