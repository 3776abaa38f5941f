import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { FileKeks } from '../../../registry/keys/file-keks.ts';
import type { WrappedKey } from '../../../registry/keys/key-wrapper.ts';
import { volumeId } from '../../support/registry-records.ts';
import { codeOf, scratchFolder } from '../../support/stores.ts';

const VOLUME = volumeId(1);

function folderOf(...names: readonly string[]): string {
  const folder = scratchFolder();
  for (const name of names) addKek(folder, name);
  return folder;
}

function addKek(folder: string, name: string): void {
  writeFileSync(join(folder, name), `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
}

async function messageOf(promise: Promise<unknown>): Promise<string> {
  return await promise.then(
    () => 'it did not fail',
    (error: Error) => error.message,
  );
}

/** One line, of what it is about, and without the key or what it was wrapped to. */
function expectOneLine(message: string, key: Uint8Array, { wrapped }: WrappedKey): void {
  expect(message)
    .to.match(/^[^\n]+$/)
    .and.include(VOLUME);
  for (const encoding of ['hex', 'base64', 'base64url'] as const)
    expect(message).to.not.include(Buffer.from(key).toString(encoding));
  if (wrapped.length > 8) expect(message).to.not.include(wrapped);
}

describe('KEKs in files', () => {
  const key = randomBytes(32);

  it('give back what they wrapped, to another process as well, and never wrap to the same twice', async () => {
    const folder = folderOf('a.key');
    const keks = await FileKeks.open(folder);
    const one = await keks.wrap(key, VOLUME);
    const two = await keks.wrap(key, VOLUME);
    expect(one.wrapped).to.not.equal(two.wrapped);
    expect(one.kek).to.equal(await keks.newest());
    const again = await FileKeks.open(join(folder, 'a.key'));
    for (const wrapped of [one, two])
      expect(Buffer.from(await again.unwrap(wrapped, VOLUME)).equals(key)).to.equal(true);
  });

  it('are a file alone, or all files of a folder but hidden ones: the last by name wraps, and all unwrap', async () => {
    const folder = folderOf('2025.key');
    const old = await (await FileKeks.open(folder)).wrap(key, VOLUME);
    addKek(folder, '2026.key');
    writeFileSync(join(folder, '.hidden'), 'no key');
    mkdirSync(join(folder, '..data'));
    const keks = await FileKeks.open(folder);
    expect(await keks.newest()).to.match(/^2026\.key#/);
    expect((await keks.wrap(key, VOLUME)).kek).to.match(/^2026\.key#/);
    expect(Buffer.from(await keks.unwrap(old, VOLUME)).equals(key)).to.equal(true);
    expect([await keks.has(old.kek), await keks.has('2025.key#0000000000000000')]).to.deep.equal([
      true,
      false,
    ]);
  });

  it('unwrap by what a file holds, also when it was renamed', async () => {
    const folder = folderOf('a.key');
    const wrapped = await (await FileKeks.open(folder)).wrap(key, VOLUME);
    renameSync(join(folder, 'a.key'), join(folder, 'b.key'));
    const keks = await FileKeks.open(folder);
    expect(Buffer.from(await keks.unwrap(wrapped, VOLUME)).equals(key)).to.equal(true);
  });

  it('that are missing are named, with those that there are', async () => {
    const folder = folderOf('a.key', 'b.key');
    const wrapped = await (await FileKeks.open(folder)).wrap(key, VOLUME);
    rmSync(join(folder, 'b.key'));
    const keks = await FileKeks.open(folder);
    const message = await messageOf(keks.unwrap(wrapped, VOLUME));
    expect(await codeOf(keks.unwrap(wrapped, VOLUME))).to.equal('KEK_MISSING');
    expect(message).to.include('wrapped by KEK b.key (').and.include('has a.key only; put that file back');
    expectOneLine(message, key, wrapped);
  });

  it('of the same name with another key in it are seen as that', async () => {
    const folder = folderOf('a.key');
    const wrapped = await (await FileKeks.open(folder)).wrap(key, VOLUME);
    addKek(folder, 'a.key');
    const keks = await FileKeks.open(folder);
    const message = await messageOf(keks.unwrap(wrapped, VOLUME));
    expect(await codeOf(keks.unwrap(wrapped, VOLUME))).to.equal('KEK_MISSING');
    expect(message).to.include('the file of that name').and.include('has another key');
    expectOneLine(message, key, wrapped);
  });

  it('open no key for another volume', async () => {
    const keks = await FileKeks.open(folderOf('a.key'));
    const wrapped = await keks.wrap(key, volumeId(2));
    expect(await codeOf(keks.unwrap(wrapped, VOLUME))).to.equal('KEY_UNREADABLE');
    expectOneLine(await messageOf(keks.unwrap(wrapped, VOLUME)), key, wrapped);
  });

  it('open nothing that was changed in a single bit, cut off, or made longer', async () => {
    const keks = await FileKeks.open(folderOf('a.key'));
    const { kek, wrapped } = await keks.wrap(key, VOLUME);
    const bytes = Buffer.from(wrapped, 'base64');
    const changed = [...Array(bytes.length * 8).keys()].map((bit) => {
      const copy = Buffer.from(bytes);
      copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return copy;
    });
    const cut = [...Array(bytes.length).keys()].map((length) => bytes.subarray(0, length));
    const texts = [
      ...[...changed, ...cut, Buffer.concat([bytes, Buffer.of(0)])].map((copy) => copy.toString('base64')),
      ...[`${wrapped} `, `!${wrapped}`, wrapped.replaceAll('=', ''), 'x'],
    ];
    for (const text of texts) {
      const failing = { kek, wrapped: text };
      expect(await codeOf(keks.unwrap(failing, VOLUME)), text).to.equal('KEY_UNREADABLE');
      expectOneLine(await messageOf(keks.unwrap(failing, VOLUME)), key, failing);
    }
  });

  it('open no rubbish, whatever it is', async () => {
    const keks = await FileKeks.open(folderOf('a.key'));
    const kek = await keks.newest();
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.uint8Array({ maxLength: 80 }), async (text, bytes) => {
        for (const wrapped of [text, Buffer.from(bytes).toString('base64')]) {
          expect(await codeOf(keks.unwrap({ kek, wrapped }, VOLUME))).to.equal('KEY_UNREADABLE');
          expect(await codeOf(keks.unwrap({ kek: text, wrapped }, VOLUME))).to.equal('KEK_MISSING');
        }
      }),
    );
  });

  it('are none in an empty folder, and one file that is no key spoils all of them', async () => {
    expect(await codeOf(FileKeks.open(scratchFolder()))).to.equal('CONFIG_INVALID');
    expect(await codeOf(FileKeks.open('/nowhere/at/all'))).to.equal('CONFIG_INVALID');
    const folder = folderOf('a.key');
    writeFileSync(join(folder, 'b.key.bak'), 'old', { mode: 0o600 });
    expect(await messageOf(FileKeks.open(folder))).to.include('b.key.bak');
  });

  it('are read again: a new one wraps from then on, and where one is wrong all stays as it was', async () => {
    const folder = folderOf('a.key');
    const keks = await FileKeks.open(folder);
    const before = await keks.newest();
    writeFileSync(join(folder, 'b.key'), 'no key', { mode: 0o600 });
    expect(await codeOf(keks.reload())).to.equal('CONFIG_INVALID');
    expect(await keks.newest()).to.equal(before);
    addKek(folder, 'b.key');
    await keks.reload();
    expect(await keks.newest()).to.match(/^b\.key#/);
    expect(await keks.has(before)).to.equal(true);
  });
});
