import { expect } from 'chai';
import fc from 'fast-check';
import { readIso } from '../../../agent/config-drive/iso-reader.ts';
import { writeIso } from '../../../agent/config-drive/iso9660.ts';
import { BmvError } from '../../../proto/error.ts';
import { fatDrive, genisoimage, IRONIC, unpackDrive } from '../../support/config-drives.ts';

const FILES: Readonly<Record<string, string | Buffer>> = {
  'openstack/latest/meta_data.json': '{"uuid":"x"}',
  'openstack/latest/user_data': Buffer.from(Array.from({ length: 9000 }, (_, index) => index % 251)),
  'openstack/content/0000': 'net\n',
  'ec2/latest/empty': '',
  [`openstack/latest/a-name-that-is-long-${'x'.repeat(120)}`]: 'long',
  ...Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`many/file-${index}.txt`, `${index}`])),
};

function expectFiles(read: ReadonlyMap<string, Uint8Array>, wanted = FILES): void {
  expect([...read.keys()]).to.have.members(Object.keys(wanted));
  for (const [path, bytes] of Object.entries(wanted))
    expect(Buffer.compare(read.get(path) ?? Buffer.from('none'), Buffer.from(bytes)), path).to.equal(0);
}

function refusal(image: Uint8Array): string {
  try {
    readIso(image);
    return '';
  } catch (error) {
    if (!(error instanceof BmvError)) throw error;
    expect(error.code).to.equal('CONFIG_DRIVE_INVALID');
    expect(error.message).to.match(/^.+$/);
    return error.message;
  }
}

describe('reading an ISO 9660 image', () => {
  const ironic = genisoimage(FILES, IRONIC);

  it('finds every file of one that Ironic makes, and its label', () => {
    const { files, label } = readIso(ironic);
    expectFiles(files);
    expect(label).to.equal('config-2');
  });

  it('finds the names of Rock Ridge alone, and those of Joliet alone', () => {
    expectFiles(readIso(genisoimage(FILES, ['-r'])).files);
    const short = Object.fromEntries(Object.entries(FILES).filter(([path]) => !path.includes('long')));
    expectFiles(readIso(genisoimage(short, ['-J'])).files, short);
  });

  it('takes plain names as Linux does', () => {
    const files = { 'latest/user.dat': 'x', 'latest/empty': '' };
    expectFiles(readIso(genisoimage(files, [])).files, files);
  });

  it('reads back what is written here, which bsdtar reads the same', () => {
    const name = fc
      .stringMatching(/^[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,30}$/)
      .filter((text) => !text.endsWith('.'));
    const path = fc
      .array(name, { minLength: 1, maxLength: 3 })
      .map((names) => names.map((part, depth) => `${depth}${part}`).join('/'));
    fc.assert(
      fc.property(fc.dictionary(path, fc.uint8Array({ maxLength: 5000 }), { maxKeys: 12 }), (files) => {
        const paths = Object.keys(files);
        fc.pre(!paths.some((one) => paths.some((other) => other.startsWith(`${one}/`))));
        expectFiles(
          readIso(writeIso('config-2', new Map(Object.entries(files)))).files,
          files as typeof FILES,
        );
      }),
    );
    const some = Object.fromEntries(Object.entries(FILES).filter(([key]) => !key.includes('long')));
    expectFiles(unpackDrive(writeIso('config-2', readIso(genisoimage(some)).files)), some);
  });

  it('refuses what is no such image', () => {
    for (const image of [
      new Uint8Array(0),
      new Uint8Array(100_000),
      fatDrive(),
      Buffer.alloc(1e5, 'config drive '),
    ])
      expect(refusal(image)).to.match(/no ISO 9660|ends before/);
  });

  it('refuses one that ends too early', () => {
    expect(refusal(ironic.subarray(0, 60 * 1024))).to.contain('ends before its contents do');
  });

  it('either reads a damaged one or refuses it, and does so in time', () => {
    const damage = fc.array(fc.tuple(fc.nat({ max: ironic.byteLength - 1 }), fc.nat({ max: 255 })), {
      minLength: 1,
      maxLength: 20,
    });
    const heads = fc.array(fc.tuple(fc.integer({ min: 32_768, max: 80_000 }), fc.nat({ max: 255 })), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(fc.oneof(damage, heads), (changes) => {
        const image = Buffer.from(ironic);
        for (const [at, byte] of changes) image[at] = byte;
        refusal(image);
      }),
      { numRuns: 400 },
    );
  });
});
