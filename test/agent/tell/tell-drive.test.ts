import { expect } from 'chai';
import { jsonConfigDrive } from '../../../agent/config-drive/json-config-drive.ts';
import { tellDrive } from '../../../agent/tell/tell-drive.ts';
import type { ToldVolume } from '../../../agent/tell/told-volume.ts';
import { BmvError } from '../../../proto/error.ts';
import { fatDrive, genisoimage, unpackDrive } from '../../support/config-drives.ts';
import { aToldVolume, VOLUME_ID } from '../../support/told-volumes.ts';

const UUID = '11111111-2222-4333-8444-555555555555';
const SECRET = 'hunter2';
const DEVICE = {
  ...{ type: 'disk', bus: 'none', address: 'none', serial: VOLUME_ID },
  ...{ path: `/dev/disk/by-partuuid/${VOLUME_ID}`, tags: ['bmv', 'data'] },
};
const DATA = aToldVolume();

function told(drive: Uint8Array | null, volumes: readonly ToldVolume[] = [DATA]) {
  const result = tellDrive(drive, volumes, UUID);
  const files = result.drive ? unpackDrive(result.drive) : new Map<string, Buffer>();
  const text = (path: string) => files.get(path)?.toString() ?? `no ${path}`;
  return {
    ...result,
    files,
    text,
    json: (path: string) => JSON.parse(text(path)) as Record<string, unknown>,
  };
}

function refusal(drive: Uint8Array, volume = DATA): string {
  try {
    tellDrive(drive, [volume], UUID);
    return '';
  } catch (error) {
    if (!(error instanceof BmvError)) throw error;
    expect(error.code).to.equal('CONFIG_DRIVE_INVALID');
    expect(error.message).to.match(/^.+$/).and.not.contain(SECRET);
    return error.message;
  }
}

const TENANTS = {
  'openstack/latest/meta_data.json': `{"uuid":"i-1","big":12345678901234567890,"devices":[{"type":"nic"}],"admin_pass":"${SECRET}"}`,
  'openstack/2012-08-10/meta_data.json': '{"uuid":"i-1"}',
  'openstack/latest/user_data': `#cloud-config\npassword: ${SECRET}\n`,
  'openstack/latest/network_data.json': '{"links":[]}',
  'openstack/content/0000': 'interfaces',
  'ec2/latest/user-data': 'x',
};

describe('a config drive that tells of volumes', () => {
  it('says nothing twice that a registry has told Nova already', () => {
    const said = `#cloud-config\n{"mounts":[["/dev/disk/by-partuuid/${VOLUME_ID}","/srv"]]}\n`;
    const vendor = { 'openstack/latest/vendor_data2.json': JSON.stringify({ 'cloud-init': said }) };
    const { text, json } = told(genisoimage({ ...TENANTS, ...vendor }));
    expect(json('openstack/latest/vendor_data2.json')).to.deep.equal({ 'cloud-init': said });
    expect(text('openstack/latest/vendor_data.json')).to.equal('no openstack/latest/vendor_data.json');
    expect(json('openstack/latest/meta_data.json').devices).to.deep.equal([{ type: 'nic' }, DEVICE]);
  });

  it('says of a device that it is encrypted, and of no mount', () => {
    const locked = aToldVolume({ encryption: 'luks2', ways: [] });
    const { json, text } = told(genisoimage(TENANTS), [locked]);
    expect(json('openstack/latest/meta_data.json').devices).to.deep.equal([
      { type: 'nic' },
      { ...DEVICE, encryption: 'luks2' },
    ]);
    expect(text('openstack/latest/vendor_data.json')).to.equal('no openstack/latest/vendor_data.json');
    expect(told(null, [locked]).drive).to.equal(null);
  });

  it('has a device for each, in every version, and all of the tenant besides', () => {
    const { json, text, files } = told(genisoimage(TENANTS));
    expect(json('openstack/latest/meta_data.json').devices).to.deep.equal([{ type: 'nic' }, DEVICE]);
    expect(text('openstack/latest/meta_data.json'))
      .to.contain('"big":12345678901234567890,')
      .and.contain(SECRET);
    expect(json('openstack/2012-08-10/meta_data.json')).to.deep.equal({ uuid: 'i-1', devices: [DEVICE] });
    for (const [path, content] of Object.entries(TENANTS))
      if (!path.endsWith('meta_data.json')) expect(text(path)).to.equal(content);
    expect(files.size).to.equal(Object.keys(TENANTS).length + 2);
  });

  it('has vendor data that mounts them where there was none', () => {
    const { json } = told(genisoimage(TENANTS));
    for (const version of ['latest', '2012-08-10']) {
      const config = json(`openstack/${version}/vendor_data.json`)['cloud-init'] as string;
      expect(config).to.match(/^#cloud-config\n/);
      expect(JSON.parse(config.replace('#cloud-config\n', ''))).to.deep.include({
        mounts: [
          [
            DEVICE.path,
            '/srv',
            'ext4',
            'defaults,nofail,x-systemd.device-timeout=180s,x-systemd.growfs',
            '0',
            '2',
          ],
        ],
      });
    }
  });

  for (const [what, data, parts] of [
    ['text', '"#cloud-config\\na: 1"', 2],
    ['a list', '["#cloud-config\\na: 1","#!/bin/sh"]', 3],
    ['text under cloud-init', '{"cloud-init":"#cloud-config\\na: 1","x":1.0}', 2],
    ['a list under cloud-init', '{"cloud-init":["#cloud-config\\na: 1"],"x":1.0}', 2],
    ['nothing for cloud-init', '{"x":1.0}', 1],
    ['nothing', '{}', 1],
  ] as const)
    for (const name of ['vendor_data.json', 'vendor_data2.json'])
      it(`adds to ${name} that is ${what}`, () => {
        const { files, text } = told(genisoimage({ ...TENANTS, [`openstack/latest/${name}`]: data }));
        // The second file wins in cloud-init, but only where it says something to it.
        const path = `openstack/latest/${name === 'vendor_data2.json' && parts === 1 ? 'vendor_data.json' : name}`;
        const now = JSON.parse(text(path)) as unknown;
        const ours = now !== null && typeof now === 'object' && 'cloud-init' in now ? now['cloud-init'] : now;
        const all = Array.isArray(ours) ? (ours as unknown[]) : [ours];
        expect(all).to.have.length(parts);
        expect(String(all.at(-1))).to.contain(VOLUME_ID);
        expect(text(`openstack/latest/${name}`).includes('"x":1.0')).to.equal(data.includes('"x"'));
        expect(
          [...files.values()].filter((bytes) => bytes.includes('by-partuuid') && bytes.includes('mounts')),
        ).to.have.length(2);
      });

  it('is as Ironic makes it of JSON, too', () => {
    const drive = jsonConfigDrive(
      { meta_data: { name: 'n' }, vendor_data: { 'cloud-init': '#cloud-config\na: 1' } },
      UUID,
    );
    const parts = told(drive).json('openstack/latest/vendor_data2.json')['cloud-init'] as string[];
    expect(parts.map((part) => part.includes(VOLUME_ID))).to.deep.equal([false, true]);
  });

  it('is made where there is none, for a volume that cloud-init mounts', () => {
    const { json, notes } = told(null);
    expect(json('openstack/latest/meta_data.json')).to.deep.equal({ uuid: UUID, devices: [DEVICE] });
    expect(notes.join()).to.contain('a config drive was made');
    expect(told(null, [aToldVolume({ ways: ['fstab'] })]).drive).to.equal(null);
    expect(told(null, []).drive).to.equal(null);
  });

  it('stays as it is where there is nothing to tell', () => {
    const drive = genisoimage(TENANTS);
    expect(told(drive, []).drive).to.equal(drive);
  });

  it('is the same for the same words', () => {
    const drive = genisoimage(TENANTS);
    const [one, two] = [told(drive).drive, told(drive).drive];
    expect(Buffer.compare(one ?? Buffer.from('1'), two ?? Buffer.from('2'))).to.equal(0);
  });

  it('tells Ignition in the user data', () => {
    const volume = aToldVolume({ ways: ['ignition'] });
    const tenants = { ...TENANTS, 'openstack/latest/user_data': '{"ignition":{"version":"3.3.0"}}' };
    const { text } = told(genisoimage(tenants), [volume]);
    expect(text('openstack/latest/user_data')).to.match(/"merge":\[\{"source":"data:;base64,/);
    expect(text('openstack/2012-08-10/user_data')).to.contain('"units"');
    expect(refusal(genisoimage(TENANTS), volume)).to.contain('no Ignition config');
  });

  it('warns of user data whose mounts cloud-init takes in place of ours', () => {
    const drive = (userData: string) => genisoimage({ ...TENANTS, 'openstack/latest/user_data': userData });
    expect(told(drive('#cloud-config\nmounts:\n- [a, b]\n')).notes.join()).to.contain('mounts of its own');
    expect(told(drive('#cloud-config\npackages: [a]\n')).notes).to.deep.equal([]);
  });

  for (const [what, drive] of [
    ['is FAT', fatDrive()],
    ['is no image', Buffer.alloc(65_536, SECRET)],
    ['has no metadata', genisoimage({ 'ec2/latest/user-data': SECRET })],
    ['has metadata that is no JSON', genisoimage({ 'openstack/latest/meta_data.json': SECRET })],
    ['has devices that are no list', genisoimage({ 'openstack/latest/meta_data.json': '{"devices":1}' })],
    [
      'has vendor data that is no JSON',
      genisoimage({ ...TENANTS, 'openstack/latest/vendor_data.json': SECRET }),
    ],
    [
      'has other vendor data',
      genisoimage({ ...TENANTS, 'openstack/latest/vendor_data.json': '{"cloud-init":{}}' }),
    ],
  ] as const)
    it(`is refused where it ${what} and a volume is told through it`, () => {
      expect(refusal(drive))
        .to.contain('nothing was written: volume "data" is to be told through it')
        .and.contain('(step tell_volumes, or `bmv volume tell`)');
    });

  it('is left as it is, with a note, where it cannot be read and no volume is mounted through it', () => {
    const fat = fatDrive();
    const { drive, notes } = tellDrive(fat, [aToldVolume({ ways: ['fstab'] })], UUID);
    expect(drive).to.equal(fat);
    expect(notes.join()).to.contain('it is left as it is');
  });
});
