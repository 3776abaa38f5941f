import { expect } from 'chai';
import { examineRamdisk, type RamdiskFacts } from '../../../image-build/ramdisk/examine.ts';
import { ARCH, DEBIAN_PYTHON, ipaFiles, VENV_PYTHON } from '../../support/ramdisk-file.ts';

const LINK = 0o120777;
const FILE = 0o100644;

interface Wishes {
  readonly pythonPath?: string;
  readonly arch?: 'x64' | 'arm64';
}

function examine(files: readonly string[], wishes: Wishes = {}, links: readonly string[] = []): RamdiskFacts {
  const names = new Map([
    ...files.map((name) => [name, FILE] as const),
    ...links.map((name) => [name, LINK] as const),
  ]);
  return examineRamdisk(
    { path: 'ipa.initramfs', sizeBytes: 1, formats: ['gzip'], names },
    { pythonPath: wishes.pythonPath ?? null, arch: wishes.arch ?? null },
  );
}

describe('what a ramdisk is', () => {
  for (const path of [DEBIAN_PYTHON, VENV_PYTHON, 'usr/lib/python3.12/site-packages']) {
    it(`finds ironic-python-agent in /${path}`, () => {
      expect(examine(ipaFiles(path))).to.deep.equal({
        pythonPath: path,
        unit: 'usr/lib/systemd/system/ironic-python-agent.service',
        arch: ARCH,
      });
    });
  }

  it('takes the folder it is told, with or without a slash before it', () => {
    const files = [...ipaFiles(), 'opt/own/python/ironic/__init__.py'];
    expect(examine(files, { pythonPath: '/opt/own/python/' })).to.include({ pythonPath: 'opt/own/python' });
  });

  it('refuses a ramdisk without ironic-python-agent, or with two', () => {
    expect(() => examine(ipaFiles())).to.throw('has no ironic-python-agent where');
    expect(() => examine(ipaFiles(DEBIAN_PYTHON, VENV_PYTHON))).to.throw(
      `in several places (${DEBIAN_PYTHON}, ${VENV_PYTHON}); name the one that runs by --python-path`,
    );
    expect(examine(ipaFiles(DEBIAN_PYTHON, VENV_PYTHON), { pythonPath: VENV_PYTHON })).to.include({
      pythonPath: VENV_PYTHON,
    });
  });

  it('refuses a folder that is not in the ramdisk, or is no such folder at all', () => {
    const told = (pythonPath: string) => () => examine(ipaFiles(DEBIAN_PYTHON), { pythonPath });
    expect(told('/opt/absent')).to.throw('has no folder opt/absent');
    for (const path of ['lib/python3', 'usr', 'usr/../lib/x', 'usr/lib/a b', '', '/etc/x'])
      expect(told(path)).to.throw('is no folder in /usr or /opt');
  });

  it('refuses to replace a link by a folder', () => {
    expect(() => examine(ipaFiles(DEBIAN_PYTHON), {}, ['usr/lib/python3'])).to.throw(
      'has usr/lib/python3 as a symbolic link',
    );
  });

  it('refuses a ramdisk without systemd, such as tinyipa', () => {
    const files = ipaFiles(DEBIAN_PYTHON).filter((name) => !name.endsWith('.service'));
    expect(() => examine(files)).to.throw('has no systemd unit ironic-python-agent.service');
  });

  it('refuses a ramdisk that has a payload', () => {
    expect(() => examine([...ipaFiles(DEBIAN_PYTHON), 'opt/bmv/agent.mjs'])).to.throw(
      'has a payload of baremetal-volumes already; embed into the ramdisk as it was before',
    );
  });

  it('refuses another processor, two of them, or no C++ library', () => {
    const other = ARCH === 'x64' ? 'arm64' : 'x64';
    expect(() => examine(ipaFiles(DEBIAN_PYTHON), { arch: other })).to.throw(`has no C library for ${other}`);
    const both = ['usr/lib64/ld-linux-x86-64.so.2', 'usr/lib/ld-linux-aarch64.so.1'];
    expect(() => examine([...ipaFiles(DEBIAN_PYTHON), ...both])).to.throw('libraries of x64 and arm64');
    expect(examine([...ipaFiles(DEBIAN_PYTHON), ...both], { arch: other })).to.include({ arch: other });
    const bare = ipaFiles(DEBIAN_PYTHON).filter((name) => !name.includes('libstdc++'));
    expect(() => examine(bare)).to.throw('lacks libstdc++.so.6');
  });
});
