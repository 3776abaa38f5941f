import { expect } from 'chai';
import { parseLsblk, readLsblk } from '../../../hardware-managers/linux/lsblk.ts';
import { BmvError } from '../../../proto/error.ts';

describe('lsblk', () => {
  it('is read with numbers and flags as themselves', () => {
    const json =
      '{"blockdevices":[{"kname":"sda","type":"disk","size":10,"log-sec":512,"phy-sec":4096,"ro":false,"rm":true,"rota":true,"serial":" A "}]}';
    expect(parseLsblk(json)).to.deep.equal([
      {
        ...{ kname: 'sda', type: 'disk', sizeBytes: 10, logicalSectorBytes: 512, physicalSectorBytes: 4096 },
        ...{ readOnly: false, removable: true, rotational: true, serial: 'A' },
        ...{ tran: null, wwn: null, model: null, vendor: null, hctl: null, zoned: null },
      },
    ]);
  });

  it('is read with everything as text, as before util-linux 2.33', () => {
    const [device] = parseLsblk(
      '{"blockdevices":[{"kname":"sda","size":"4000787030016","log-sec":"512","ro":"0","rm":"1","rota":null}]}',
    );
    expect(device).to.deep.include({
      sizeBytes: 4000787030016,
      logicalSectorBytes: 512,
      readOnly: false,
      removable: true,
      rotational: null,
    });
  });

  it('may know nothing', () => {
    expect(parseLsblk('')).to.deep.equal([]);
    expect(parseLsblk('{"blockdevices": []}')).to.deep.equal([]);
  });

  for (const text of [
    'no json',
    '[]',
    '{"blockdevices":[{}]}',
    '{"blockdevices":[{"kname":"a","size":"10Q"}]}',
    '{"blockdevices":[{"kname":"a","size":1e300}]}',
  ]) {
    it(`is not believed when it prints ${text}`, () => {
      expect(() => parseLsblk(text))
        .to.throw(BmvError)
        .with.property('code', 'COMMAND_FAILED');
    });
  }

  it('of this machine can be read, and knows no device that there is not', async () => {
    expect(await readLsblk()).to.be.an('array');
    expect(await readLsblk('/dev/nonexistent')).to.deep.equal([]);
  });
});
