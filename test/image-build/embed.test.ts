import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { expect } from 'chai';
import { compressionFor } from '../../image-build/embed.ts';
import { scanRamdisk } from '../../image-build/ramdisk/scan.ts';
import { type BmvOutcome, bmv, bmvJson } from '../support/bmv.ts';
import {
  DEBIAN_PYTHON,
  ipaFiles,
  makeRoot,
  PACKERS,
  packedBy,
  packRoot,
  SMALL_NODE,
  textOf,
  unpack,
  VENV_PYTHON,
} from '../support/ramdisk-file.ts';

const CERTIFICATE = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const ADDED = { plain: 'none', gzip: 'gzip', zstd: 'zstd', xz: 'gzip' } as const;
const DECODERS = { none: (bytes: Buffer) => bytes, gzip: gunzipSync, zstd: zstdDecompressSync } as const;
const quiet = { onProgress: () => {}, signal: new AbortController().signal };
type Packer = keyof typeof PACKERS;

describe('bmv ramdisk embed', function () {
  this.timeout(120_000);
  let folder = '';
  let [ramdisk, out] = ['', ''];
  const packed = {} as Record<Packer, Buffer>;
  let venv: Buffer = Buffer.alloc(0);

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-embed-'));
    [ramdisk, out] = [join(folder, 'ipa.initramfs'), join(folder, 'new.initramfs')];
    makeRoot(join(folder, 'root'), ipaFiles(DEBIAN_PYTHON));
    const plain = packRoot(join(folder, 'root'));
    for (const [name, argv] of Object.entries(PACKERS)) packed[name as Packer] = packedBy(argv, plain);
    makeRoot(join(folder, 'root'), ipaFiles(VENV_PYTHON));
    venv = packRoot(join(folder, 'root'));
    rmSync(join(folder, 'root'), { recursive: true });
  });
  beforeEach(() => {
    writeFileSync(ramdisk, packed.gzip);
    rmSync(out, { force: true });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const args = (...more: readonly string[]) => [
    ...['ramdisk', 'embed', '--ramdisk', ramdisk, '--out', out, '--node', SMALL_NODE],
    ...more,
  ];

  /** Runs what must fail, and proves that neither the ramdisk nor its folder has changed. */
  async function refused(argv: readonly string[]): Promise<BmvOutcome> {
    const before = [readdirSync(folder).sort(), readFileSync(ramdisk).toString('base64')];
    const outcome = await bmv(argv);
    expect(outcome.code).to.not.equal(0);
    expect([readdirSync(folder).sort(), readFileSync(ramdisk).toString('base64')]).to.deep.equal(before);
    return outcome;
  }

  for (const packer of Object.keys(PACKERS) as Packer[]) {
    it(`puts the payload behind a ${packer} ramdisk, which stays as it is`, async () => {
      // A size that needs padding before a plain archive.
      const before = packer === 'plain' ? Buffer.concat([packed.plain, Buffer.alloc(3)]) : packed[packer];
      writeFileSync(ramdisk, before);
      const { code, json } = await bmvJson(...args());
      expect(code).to.equal(0);
      const after = readFileSync(out);
      expect(after.subarray(0, before.byteLength).equals(before)).to.equal(true);
      expect(readFileSync(ramdisk).equals(before)).to.equal(true);

      const compression = ADDED[packer];
      expect(json.payload).to.include({ compression, added: after.byteLength - before.byteLength });
      expect(json.ramdisk).to.include({ pythonPath: DEBIAN_PYTHON, size: before.byteLength });
      const { formats, names } = await scanRamdisk(out, quiet);
      expect(formats).to.deep.equal([packer, compression === 'none' ? 'plain' : compression]);
      expect([...names.keys()]).to.include.members([
        `${DEBIAN_PYTHON}/ironic_python_agent/__init__.py`,
        `${DEBIAN_PYTHON}/bmv_hardware_manager.py`,
        'usr/lib/systemd/system/multi-user.target.wants/bmv-agent.service',
        'opt/bmv/agent.mjs',
      ]);
      // The links of a merged /usr.
      expect(names.get('lib')).to.equal(0o120777);

      const padding = packer === 'plain' ? 1 : 0;
      const unpacked = join(folder, `unpacked-${packer}`);
      unpack(DECODERS[compression](after.subarray(before.byteLength + padding)), unpacked);
      const { build } = json.payload as { build: string };
      expect(textOf(unpacked, DEBIAN_PYTHON, 'bmv_hardware_manager.py')).to.contain(`BUILD = '${build}'`);
      rmSync(unpacked, { recursive: true });
    });
  }

  it('keeps a zstd ramdisk readable for zstd itself, as Ironic’s conductor reads it', async () => {
    writeFileSync(ramdisk, packed.zstd);
    expect((await bmv(args())).code).to.equal(0);
    const whole = execFileSync('zstd', ['-dc', '-q', out], { maxBuffer: 256 * 1024 ** 2 });
    writeFileSync(ramdisk, whole);
    expect((await scanRamdisk(ramdisk, quiet)).names.has('opt/bmv/agent.mjs')).to.equal(true);
  });

  it('finds the virtual environment of ironic-python-agent-builder', async () => {
    writeFileSync(ramdisk, venv);
    const { json } = await bmvJson(...args());
    expect(json.ramdisk).to.include({ pythonPath: VENV_PYTHON });
    expect((await scanRamdisk(out, quiet)).names.has(`${VENV_PYTHON}/bmv_hardware_manager.py`)).to.equal(
      true,
    );
  });

  it('compresses as it is told, and takes the last format of several', async () => {
    const { json } = await bmvJson(...args('--compress', 'none'));
    expect(json.payload).to.include({ compression: 'none' });
    expect((await scanRamdisk(out, quiet)).formats).to.deep.equal(['gzip', 'plain']);
    expect(compressionFor(['plain', 'zstd'])).to.equal('zstd');
    expect(compressionFor(['plain', 'xz'])).to.equal('gzip');
  });

  it('puts options and the authorities of the registry into the ramdisk', async () => {
    const authorities = join(folder, 'ca.pem');
    writeFileSync(authorities, CERTIFICATE);
    const url = 'https://registry.example/';
    const options = ['--registry-url', url, '--registry-ca', authorities, '--option', 'proof=full'];
    expect((await bmv(args('--compress', 'none', ...options))).code).to.equal(0);
    const archive = readFileSync(out).subarray(packed.gzip.byteLength);
    const unpacked = join(folder, 'unpacked');
    unpack(archive.subarray(archive.findIndex((byte) => byte !== 0)), unpacked);
    expect(textOf(unpacked, 'etc/bmv/agent.conf').split('\n').slice(1)).to.deep.equal([
      'proof = full',
      'registry_ca = /etc/bmv/registry-ca.pem',
      `registry_url = ${url}`,
      '',
    ]);
    expect(textOf(unpacked, 'etc/bmv/registry-ca.pem')).to.equal(CERTIFICATE);
    rmSync(unpacked, { recursive: true });
    rmSync(authorities);
  });

  it('makes the same ramdisk again, byte by byte', async () => {
    expect((await bmv(args())).code).to.equal(0);
    const first = readFileSync(out);
    rmSync(out);
    expect((await bmv(args())).code).to.equal(0);
    expect(readFileSync(out).equals(first)).to.equal(true);
  });

  it('tells people what was done', async () => {
    const { out: text } = await bmv(args());
    expect(text).to.match(/new\.initramfs: .* more than .*ipa\.initramfs\nbmv-agent 0\.1\.0\+/);
    expect(text).to.contain(`ironic-python-agent: /${DEBIAN_PYTHON}, started by /usr/lib/systemd/system/`);
  });

  it('refuses a ramdisk that it has made', async () => {
    expect((await bmv(args())).code).to.equal(0);
    const again = [
      'ramdisk',
      'embed',
      '--ramdisk',
      out,
      '--out',
      join(folder, 'third'),
      '--node',
      SMALL_NODE,
    ];
    const { code, err } = await refused(again);
    expect([code, err]).to.deep.equal([
      3,
      `bmv: ${out} has a payload of baremetal-volumes already; embed into the ramdisk as it was before (RAMDISK_UNSUPPORTED)\n`,
    ]);
  });

  it('refuses to replace a file, and the ramdisk itself by whatever name', async () => {
    writeFileSync(out, 'precious');
    const { code, err } = await refused(args());
    expect(code).to.equal(3);
    expect(err).to.contain('exists and is not replaced');
    expect(textOf(out)).to.equal('precious');
    rmSync(out);
    symlinkSync(ramdisk, out);
    expect((await refused(args())).err).to.contain('is the ramdisk itself');
  });

  it('refuses a ramdisk that is cut off, no ramdisk, or not there', async () => {
    writeFileSync(ramdisk, packed.gzip.subarray(0, -9));
    expect((await refused(args())).err)
      .to.contain('cut off')
      .and.contain('(RAMDISK_DAMAGED)');
    writeFileSync(ramdisk, 'no ramdisk');
    expect((await refused(args())).code).to.equal(3);
    const { code, err } = await refused(args('--ramdisk', join(folder, 'absent')));
    expect(code).to.equal(1);
    expect(err).to.contain('cannot be opened; check the path (IO_ERROR)');
  });

  it('refuses options that the agent does not have, before it reads anything', async () => {
    writeFileSync(ramdisk, 'no ramdisk');
    expect((await refused(args('--option', 'colour=red'))).err).to.contain('there is no option colour');
    expect((await refused(args('--option', 'colour'))).err).to.contain('Write name=value.');
    expect((await refused(args('--registry-url', 'nowhere'))).err).to.contain('registry_url must be');
    const twice = ['--registry-url', 'https://a/', '--option', 'registry_url=https://b/'];
    expect((await refused(args(...twice))).err).to.contain('option registry_url is given twice');
    expect((await refused(args('--compress', 'bzip2'))).code).to.equal(2);
    expect((await refused(args('--arch', 'riscv'))).code).to.equal(2);
  });

  it('refuses authorities that are no certificates, or come with a private key', async () => {
    const authorities = join(folder, 'ca.pem');
    for (const text of ['nothing', `${CERTIFICATE}-----BEGIN PRIVATE KEY-----\n`]) {
      writeFileSync(authorities, text);
      expect((await refused(args('--registry-ca', authorities))).err).to.contain(
        'no PEM file of certificates alone',
      );
    }
    rmSync(authorities);
    expect((await refused(args('--registry-ca', authorities))).err).to.contain('cannot be read');
  });

  it('leaves nothing behind when the folder cannot be written or the work is interrupted', async () => {
    const { code, err } = await refused(args('--out', join(folder, 'absent/new.initramfs')));
    expect(code).to.equal(1);
    expect(err).to.contain('cannot be written').and.contain('(IO_ERROR)');
    const before = readdirSync(folder);
    const aborted = await bmv(args(), { signal: AbortSignal.abort() });
    expect(aborted.err).to.contain('interrupted').and.contain('was not made (ABORTED)');
    expect(readdirSync(folder)).to.deep.equal(before);
  });

  it('gives the new ramdisk the usual permissions, not those of the old one', async () => {
    chmodSync(ramdisk, 0o400);
    expect((await bmv(args())).code).to.equal(0);
    expect(execFileSync('stat', ['-c', '%a', out], { encoding: 'utf8' })).to.equal('644\n');
    chmodSync(ramdisk, 0o644);
  });
});
