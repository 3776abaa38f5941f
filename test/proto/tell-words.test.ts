import { expect } from 'chai';
import type { TellWay } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import { checkTell, type Mountable, tellOf } from '../../proto/tell-words.ts';

const EXT4: Mountable = { mountPoint: '/srv', filesystem: 'ext4' };

/** What is said against it, in one line; empty for nothing. */
function refusal(tell: readonly TellWay[] | undefined, volume: Partial<Mountable> = {}): string {
  try {
    checkTell(tell, { ...EXT4, ...volume });
    return '';
  } catch (error) {
    if (!(error instanceof BmvError)) throw error;
    expect(error.code).to.equal('USAGE');
    expect(error.message).to.match(/^.+$/);
    return error.message;
  }
}

describe('how a volume is told', () => {
  it('is by cloud-init where there is a mount point and nobody said how', () => {
    expect(tellOf({ mountPoint: '/srv' })).to.deep.equal(['cloud-init']);
    expect(tellOf({ mountPoint: '' })).to.deep.equal([]);
  });

  it('is as it was said, and none is not at all', () => {
    expect(tellOf({ mountPoint: '/srv', tell: ['fstab', 'gpt-auto'] })).to.deep.equal(['fstab', 'gpt-auto']);
    expect(tellOf({ mountPoint: '/srv', tell: ['none'] })).to.deep.equal([]);
  });

  for (const tell of [undefined, ['none'], ['cloud-init', 'fstab', 'gpt-auto', 'ignition']] as const)
    it(`may be ${tell?.join(', ') ?? 'left to the default'}`, () => expect(refusal(tell)).to.equal(''));

  it('needs a mount point, unless it is swap or not told', () => {
    expect(refusal(['cloud-init'], { mountPoint: '' })).to.contain('there is no mount point');
    expect(refusal(['none'], { mountPoint: '' })).to.equal('');
    expect(refusal(['fstab'], { mountPoint: '', filesystem: 'swap' })).to.equal('');
    expect(refusal(undefined, { mountPoint: '' })).to.equal('');
  });

  for (const encryption of ['luks2', 'opaque', 'unknown'] as const)
    it(`is not at all where it is encrypted (${encryption}), whatever its mount point`, () => {
      expect(tellOf({ mountPoint: '/srv', encryption })).to.deep.equal([]);
      expect(refusal(undefined, { encryption })).to.equal('');
      expect(refusal(['none'], { encryption })).to.equal('');
      for (const way of ['cloud-init', 'fstab', 'gpt-auto', 'ignition'] as const)
        expect(refusal([way], { encryption }), way).to.contain('it is encrypted');
      expect(refusal(['fstab'], { encryption, filesystem: 'swap', mountPoint: '' })).to.contain('encrypted');
    });

  it('is as ever where nothing is encrypted', () => {
    expect(tellOf({ mountPoint: '/srv', encryption: 'none' })).to.deep.equal(['cloud-init']);
    expect(refusal(['fstab'], { encryption: 'none' })).to.equal('');
  });

  it('is refused where no way, one way twice, or none and another is named', () => {
    expect(refusal([])).to.contain('no way is named');
    expect(refusal(['fstab', 'fstab'])).to.contain('twice');
    expect(refusal(['none', 'fstab'])).to.contain('none goes with no other');
  });

  it('cannot be by the type of the partition for /var, whose GUID would have to be made of the machine-id', () => {
    expect(refusal(['gpt-auto'], { mountPoint: '/var' })).to.contain('machine-id');
    expect(refusal(['gpt-auto'], { mountPoint: '/var/tmp' })).to.contain('machine-id');
  });

  it('can be by the type of the partition for /srv, /home and swap only', () => {
    expect(refusal(['gpt-auto'], { mountPoint: '/home' })).to.equal('');
    expect(refusal(['gpt-auto'], { mountPoint: '', filesystem: 'swap' })).to.equal('');
    expect(refusal(['gpt-auto'], { mountPoint: '/data' })).to.contain('/home and /srv only');
    expect(refusal(['gpt-auto'], { filesystem: 'none' })).to.contain('needs a filesystem');
  });

  for (const mountPoint of [
    '/srv/a b',
    '/srv/\\',
    '/srv/"',
    '/srv/#1',
    '/srv/$HOME',
    '/srv/%n',
    '/proc/x',
    '/run',
  ])
    it(`cannot be of a mount point such as ${mountPoint}, but that may be kept untold`, () => {
      expect(refusal(undefined, { mountPoint })).to.not.equal('');
      expect(refusal(['none'], { mountPoint })).to.equal('');
    });
});
