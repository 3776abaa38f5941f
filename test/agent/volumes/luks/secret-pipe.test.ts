import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect } from 'chai';
import { withSecret } from '../../../../agent/volumes/luks/secret-pipe.ts';
import { runCommand } from '../../../../hardware-managers/linux/command.ts';

const NEVER = new AbortController().signal;
const pipes = () => readdirSync(tmpdir()).filter((name) => name.startsWith('bmv-pipe-'));

describe('a secret for a tool', () => {
  it('is read from an inherited pipe that no folder lists', async () => {
    const before = pipes();
    const { stdout } = await withSecret(Buffer.from('a secret'), NEVER, async (fd) => {
      expect(pipes()).to.deep.equal(before);
      return await runCommand(['head', '-c', '8', '/proc/self/fd/3'], { inheritFds: [fd] });
    });
    expect(stdout).to.equal('a secret');
    expect(pipes()).to.deep.equal(before);
  });

  it('is gone with the tool that failed, and leaves nothing', async () => {
    const before = pipes();
    const failing = withSecret(Buffer.from('a secret'), NEVER, async () => {
      throw new RangeError('it failed');
    });
    expect(await failing.catch((error: unknown) => error)).to.be.instanceOf(RangeError);
    expect(pipes()).to.deep.equal(before);
  });

  it('is not longer than a pipe takes at once', async () => {
    const much = withSecret(new Uint8Array(4097), NEVER, async () => {});
    expect(await much.catch((error: unknown) => error)).to.be.instanceOf(TypeError);
  });
});
