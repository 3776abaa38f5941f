import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { tellDrive } from '../../../agent/tell/tell-drive.ts';
import { genisoimage, unpackDrive } from '../../support/config-drives.ts';
import { debianRoot } from '../../support/debian-root.ts';
import { aToldVolume, VOLUME_ID } from '../../support/told-volumes.ts';

const PACKAGES = ['cloud-init', 'coreutils', 'util-linux', 'mount', 'dash', 'grep', 'sed', 'base-files'];
const UUID = '11111111-2222-4333-8444-555555555555';
const OURS = `/dev/disk/by-partuuid/${VOLUME_ID}`;
const META_DATA = { 'openstack/latest/meta_data.json': `{"uuid":"${UUID}"}` };

interface Made {
  /** Lines of the fstab that it wrote. */
  readonly fstab: readonly string[];
  readonly devices: readonly { readonly serial: string }[];
  readonly config: {
    readonly mounts: readonly (readonly string[])[] | null;
    readonly runcmd: readonly string[] | null;
    readonly packages: readonly string[] | null;
  };
}

/** Debian's cloud-init, by itself in a tree of packages, on a drive as it stands on a disk. */
describe("a config drive that tells of volumes, in Debian's cloud-init", () => {
  let root = '';
  before(async () => {
    root = await debianRoot({ name: 'cloud-init', suite: 'trixie', packages: PACKAGES });
  });

  function run(tenants: Readonly<Record<string, string>> | null): Made {
    const { drive } = tellDrive(tenants && genisoimage(tenants), [aToldVolume()], UUID);
    if (!drive) throw new Error('there is no drive');
    const shared = mkdtempSync(join(tmpdir(), 'bmv-cloud-init-'));
    try {
      for (const [path, bytes] of unpackDrive(drive)) {
        mkdirSync(dirname(join(shared, 'drive', path)), { recursive: true });
        writeFileSync(join(shared, 'drive', path), bytes);
      }
      writeFileSync(join(shared, 'ids'), VOLUME_ID);
      writeFileSync(join(shared, 'script'), readFileSync(join(import.meta.dirname, 'cloud_init_drive.sh')));
      const inside = [
        join(import.meta.dirname, '../in-root.sh'),
        root,
        shared,
        '',
        '/bin/sh',
        '/run/shared/script',
      ];
      const spaces = ['--mount', '--pid', '--net', '--uts', '--fork', '--kill-child'];
      const output = execFileSync('unshare', [...spaces, 'sh', ...inside], {
        encoding: 'utf8',
        stdio: 'pipe',
      });
      return JSON.parse(output) as Made;
    } finally {
      rmSync(shared, { recursive: true });
    }
  }

  const ours = ({ fstab }: Made) => fstab.filter((line) => line.startsWith(OURS));

  it('mounts them where there was no drive, and shows their devices', () => {
    const made = run(null);
    expect(ours(made)).to.have.length(1);
    expect(ours(made)[0]).to.match(
      /\t\/srv\text4\tdefaults,nofail,x-systemd\.device-timeout=180s,x-systemd\.growfs,comment=cloudconfig\t0\t2$/,
    );
    expect(made.devices.map(({ serial }) => serial)).to.deep.equal([VOLUME_ID]);
  });

  it("mounts them beside what the tenant's user data does", () => {
    const user_data = '#cloud-config\nruncmd: [echo user]\n';
    const made = run({ ...META_DATA, 'openstack/latest/user_data': user_data });
    expect(ours(made)).to.have.length(1);
    expect(made.config.runcmd).to.deep.equal(['echo user']);
  });

  const vendor = '#cloud-config\npackages: [a]\nmounts: [[/dev/null, /theirs, auto, nofail]]\n';
  for (const [what, data] of [
    ['text', vendor],
    ['a list', [vendor, '#cloud-config\nruncmd: [echo vendor]\n']],
  ] as const)
    for (const name of ['vendor_data.json', 'vendor_data2.json'])
      it(`mounts them beside all that ${name} says, which is ${what}`, () => {
        const made = run({
          ...META_DATA,
          [`openstack/latest/${name}`]: JSON.stringify({ 'cloud-init': data, x: 1 }),
        });
        expect(made.config.mounts?.map(([device]) => device)).to.deep.equal(['/dev/null', OURS]);
        expect(made.config.packages).to.deep.equal(['a']);
        expect(made.config.runcmd).to.deep.equal(what === 'text' ? null : ['echo vendor']);
        expect(ours(made)).to.have.length(1);
      });

  it('are not mounted where the user data has mounts of its own, as the note says', () => {
    const user_data = '#cloud-config\nmounts: [[/dev/null, /own, auto, nofail]]\n';
    const made = run({ ...META_DATA, 'openstack/latest/user_data': user_data });
    expect(made.config.mounts?.map(([device]) => device)).to.deep.equal(['/dev/null']);
  });
});
