import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { expect } from 'chai';
import { decodeIndex } from '../../agent/image-index/decode.ts';
import { bmv, bmvDone, bmvJson } from '../support/bmv.ts';
import { makeDiskFile } from '../support/disk-file.ts';
import { ImageServer } from '../support/image-server.ts';
import { sha256Of } from '../support/indexed-image.ts';
import { makeSmallImage } from '../support/small-image.ts';

const MIB = 1024 * 1024;

describe('bmv image', () => {
  let folder = '';
  let image = '';
  let raw: Buffer;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-image-'));
    image = join(folder, 'image.raw');
    makeSmallImage(image, 512, 1);
    raw = readFileSync(image);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('writes an index beside an image and says how large it is, for people and for programs', async () => {
    const text = await bmvDone('image', 'index', image);
    expect(text).to.match(
      /image\.raw\.bmvidx: 4\.\d KiB \(0\.08 %\), of image\.raw, 5 MiB\nindex checksum sha256:/,
    );
    const { json } = await bmvJson(
      'image',
      'index',
      image,
      '--out',
      join(folder, 'other'),
      '--block-size',
      '16K',
    );
    expect(json.index).to.include({
      path: join(folder, 'other'),
      blockSize: 16384,
      subBlockSize: 4096,
      frames: 0,
    });
    expect(json.image).to.include({ name: 'image.raw', size: 5 * MIB, rawSize: 5 * MIB });
    expect(`sha256:${(json.image as { sha256: string }).sha256}`).to.equal(sha256Of(raw));
    const index = decodeIndex(readFileSync(`${image}.bmvidx`), 'index');
    expect(index.isBlock(17, raw.subarray(17 * 65536, 18 * 65536))).to.equal(true);
    expect(readdirSync(folder).sort()).to.deep.equal(['image.raw', 'image.raw.bmvidx', 'other']);
  });

  it('makes no index of a qcow2 image, whose bytes come in another order', async () => {
    const qcow2 = join(folder, 'image.qcow2');
    execFileSync('qemu-img', ['convert', '-O', 'qcow2', image, qcow2]);
    const { code, err } = await bmv(['image', 'index', qcow2]);
    expect(code).to.equal(3);
    expect(err).to.contain('qemu-img convert -O raw').and.contain('image.qcow2');
    expect(readdirSync(folder).sort()).to.deep.equal(['image.qcow2', 'image.raw']);
  });

  it('replaces an older index', async () => {
    writeFileSync(`${image}.bmvidx`, 'old');
    await bmvDone('image', 'index', image);
    expect(decodeIndex(readFileSync(`${image}.bmvidx`), 'index').rawBytes).to.equal(5 * MIB);
  });

  it('makes the same index of an image that is compressed, and says what it is of', async () => {
    execFileSync('gzip', ['-k', image]);
    const text = await bmvDone('image', 'index', `${image}.gz`);
    expect(text).to.contain('of the raw content of image.raw.gz, 5 MiB').and.contain('bmv image prepare');
    await bmvDone('image', 'index', image);
    const [plain, packed] = ['image.raw', 'image.raw.gz'].map(
      (name) => decodeIndex(readFileSync(join(folder, `${name}.bmvidx`)), name).parts,
    );
    expect(packed?.crcs).to.deep.equal(plain?.crcs);
    expect(packed?.digests).to.deep.equal(plain?.digests);
  });

  it('prepares a file that every zstd reads, with an index of its frames', async () => {
    execFileSync('xz', ['-0', '-k', image]);
    const out = join(folder, 'image.raw.zst');
    const { json } = await bmvJson('image', 'prepare', `${image}.xz`, '--out', out, '--level', '5');
    expect(json.out).to.deep.equal({ path: out, size: readFileSync(out).byteLength });
    expect(execFileSync('zstd', ['-dc', out], { maxBuffer: 64 * MIB }).equals(raw)).to.equal(true);
    const { parts } = decodeIndex(readFileSync(`${out}.bmvidx`), 'index');
    expect(parts.frames?.count).to.equal(5);
    for (let number = 0; number < 5; number += 1) {
      const frame = parts.frames?.frame(number) ?? { fileOffset: 0, fileLength: 0 };
      const stored = readFileSync(out).subarray(frame.fileOffset, frame.fileOffset + frame.fileLength);
      const plain = zstdDecompressSync(stored);
      expect(plain.equals(raw.subarray(number * MIB, (number + 1) * MIB))).to.equal(true);
    }
  });

  it('lets a redeployment from a prepared image take from the disk what it has', async () => {
    const out = join(folder, 'image.raw.zst');
    const { json } = await bmvJson('image', 'prepare', image, '--out', out);
    const { checksum } = json.index as { checksum: string };
    const server = await ImageServer.start((path) => readFileSync(join(folder, path)));
    try {
      const disk = makeDiskFile(join(folder, 'disk'), 32 * MIB);
      const argv = ['deploy', server.url('/image.raw.zst'), disk, '--index-checksum', checksum, '--yes'];
      const first = await bmvJson(...argv);
      const { json: again } = await bmvJson(...argv);
      expect([first.code, first.json.bytesReused]).to.deep.equal([0, 0]);
      expect(again.bytesReused).to.be.greaterThan(2 * MIB);
      expect(again.bytesDownloaded).to.be.lessThan(64 * 1024);
      expect(again.image).to.deep.include({ checksum: sha256Of(raw), format: 'zstd' });
      const text = await bmvDone(...argv);
      expect(text)
        .to.match(/taken from the disk/)
        .and.match(/- index .+: the disk has \d+ %/);
    } finally {
      await server.stop();
    }
  });

  it('does not lose the frames of a prepared image', async () => {
    const out = join(folder, 'image.raw.zst');
    await bmvDone('image', 'prepare', image, '--out', out);
    const before = readFileSync(`${out}.bmvidx`);
    const { code, err } = await bmv(['image', 'index', out]);
    expect([code, err]).to.deep.equal([
      3,
      `bmv: ${out}.bmvidx is of bmv image prepare and says which parts of its image can be downloaded alone; a new one would not; keep it, or name another file by --out (OUTPUT_EXISTS)\n`,
    ]);
    expect(readFileSync(`${out}.bmvidx`).equals(before)).to.equal(true);
    await bmvDone('image', 'index', image);
    await bmvDone('image', 'index', image);
  });

  it('explains itself', async () => {
    for (const command of ['index', 'prepare']) {
      const { code, out } = await bmv(['image', command, '--help']);
      expect([code, out.includes('--block-size <size>')]).to.deep.equal([0, true]);
    }
    const { out } = await bmv(['deploy', '--help']);
    expect(out).to.contain('--index <where>').and.contain('--index-checksum').and.contain('--index-cache');
  });

  it('refuses bad input in one line and leaves nothing behind', async () => {
    const cases: [number, RegExp, ...string[]][] = [
      [2, /Take a power of two/, 'index', image, '--block-size', '20K'],
      [2, /Take a power of two/, 'index', image, '--block-size', '8M'],
      [2, /missing required argument/, 'index'],
      [2, /--out/, 'prepare', image],
      [2, /Take 1 to 19/, 'prepare', image, '--out', join(folder, 'x'), '--level', '99'],
      [1, /does not exist.*IMAGE_UNREACHABLE/, 'index', join(folder, 'absent')],
      [3, /OUTPUT_EXISTS/, 'prepare', image, '--out', image],
      [1, /cannot be written.*IO_ERROR/, 'index', image, '--out', join(folder, 'absent/x')],
    ];
    for (const [code, says, ...argv] of cases) {
      const outcome = await bmv(['image', ...argv]);
      expect([outcome.code, outcome.out], argv.join(' ')).to.deep.equal([code, '']);
      expect(outcome.err.split('\n')[0])
        .to.match(says)
        .and.match(/^bmv: /);
    }
    const disk = makeDiskFile(join(folder, 'disk'), 32 * MIB);
    const named = await bmv(['plan', image, disk, '--index', join(folder, 'absent')]);
    expect([named.code, named.err]).to.deep.equal([
      1,
      `bmv: index ${join(folder, 'absent')} is not there (IMAGE_UNREACHABLE)\n`,
    ]);
    expect(readdirSync(folder).sort()).to.deep.equal(['disk', 'image.raw']);
  });

  it('leaves nothing behind when it is interrupted', async () => {
    const { code, err } = await bmv(['image', 'index', image], { signal: AbortSignal.abort() });
    expect([code, err]).to.deep.equal([1, `bmv: interrupted; ${image}.bmvidx was not made (ABORTED)\n`]);
    expect(readdirSync(folder)).to.deep.equal(['image.raw']);
  });
});
