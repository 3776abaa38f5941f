import { expect } from 'chai';
import { LogBuffer } from '../../../agent/step-server/log-buffer.ts';

describe('log buffer', () => {
  it('keeps the newest lines that fit', () => {
    const logs = new LogBuffer(10);
    for (const line of ['aaaa\n', 'bbbb\n', 'cccc\n']) logs.write(line);
    expect(logs.text).to.equal('bbbb\ncccc\n');
  });

  it('counts bytes, not letters', () => {
    const logs = new LogBuffer(6);
    logs.write('ä\n');
    logs.write('öö\n');
    expect(logs.text).to.equal('öö\n');
  });

  it('drops a line that alone is too long', () => {
    const logs = new LogBuffer(4);
    logs.write('longer\n');
    expect(logs.text).to.equal('');
    logs.write('ok\n');
    expect(logs.text).to.equal('ok\n');
  });
});
