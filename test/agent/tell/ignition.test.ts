import { expect } from 'chai';
import { ignitionConfig, mergeIgnition } from '../../../agent/tell/ignition.ts';
import { BmvError } from '../../../proto/error.ts';
import { aToldVolume } from '../../support/told-volumes.ts';

const OURS = ignitionConfig([aToldVolume({ ways: ['ignition'] })]) ?? {};
const SECRET = 'hunter2';

interface Merged {
  readonly ignition: {
    readonly version: string;
    readonly config: { readonly merge: readonly { source: string }[] };
  };
}

function merged(userData: string): Merged {
  return JSON.parse(Buffer.from(mergeIgnition(Buffer.from(userData), OURS)).toString()) as Merged;
}

describe('what Ignition is told', () => {
  it('is a unit that mounts, and nothing that makes a filesystem', () => {
    expect(OURS).to.have.nested.property('systemd.units[0].name', 'srv.mount');
    expect(OURS).to.have.nested.property('systemd.units[0].enabled', true);
    expect(OURS).to.not.have.property('storage');
    expect(ignitionConfig([aToldVolume()])).to.equal(null);
  });

  it('is the user data where there is none', () => {
    for (const nothing of [null, Buffer.from(''), Buffer.from(' \n')])
      expect(JSON.parse(Buffer.from(mergeIgnition(nothing, OURS)).toString())).to.deep.equal(OURS);
  });

  it("is merged by Ignition itself, behind what the tenant's own config merges", () => {
    const tenants = {
      ignition: { version: '3.4.0', config: { merge: [{ source: 'https://x/y' }] } },
      passwd: {},
    };
    const { ignition, ...others } = merged(JSON.stringify(tenants));
    expect(others).to.deep.equal({ passwd: {} });
    expect(ignition.version).to.equal('3.4.0');
    const [first, second] = ignition.config.merge;
    expect(first).to.deep.equal({ source: 'https://x/y' });
    const [, base64 = ''] = second?.source.split('data:;base64,') ?? [];
    expect(JSON.parse(Buffer.from(base64, 'base64').toString())).to.deep.equal(OURS);
  });

  it('leaves every number as the tenant wrote it', () => {
    const text = '{"ignition":{"version":"3.0.0"},"x":[12345678901234567890,1.0,1e2]}';
    expect(Buffer.from(mergeIgnition(Buffer.from(text), OURS)).toString()).to.contain(
      '[12345678901234567890,1.0,1e2]',
    );
  });

  const replaced = { ignition: { version: '3.0.0', config: { replace: { source: SECRET } } } };
  for (const [what, userData] of [
    ['is a script', `#!/bin/sh\necho ${SECRET}`],
    ['is no text', Buffer.from([0xff, 0xfe])],
    ['is other JSON', JSON.stringify({ password: SECRET })],
    ['is of Ignition 2', JSON.stringify({ ignition: { version: '2.2.0' }, x: SECRET })],
    ['is replaced by another config', JSON.stringify(replaced)],
    ['merges what is no list', JSON.stringify({ ignition: { version: '3.0.0', config: { merge: SECRET } } })],
    ['has a number for a config', JSON.stringify({ ignition: { version: '3.0.0', config: 5 } })],
  ] as const)
    it(`is refused, without a word of it, where the user data ${what}`, () => {
      try {
        mergeIgnition(Buffer.from(userData), OURS);
        expect.fail('was merged');
      } catch (error) {
        if (!(error instanceof BmvError)) throw error;
        expect(error.code).to.equal('CONFIG_DRIVE_INVALID');
        expect(error.message).to.match(/^.+$/).and.not.contain(SECRET);
      }
    });
});
