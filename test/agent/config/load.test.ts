import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type ConfigSources, loadConfig, resolveConfig } from '../../../agent/config/load.ts';
import { OPTIONS } from '../../../agent/config/options.ts';
import { BmvError } from '../../../proto/error.ts';

function sources(overrides: Partial<ConfigSources> = {}): ConfigSources {
  return { file: null, environment: {}, commandLine: '', ...overrides };
}

function file(text: string): ConfigSources['file'] {
  return { path: '/etc/bmv/agent.conf', text };
}

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    expect(error).to.be.instanceOf(BmvError);
    expect((error as BmvError).code).to.equal('CONFIG_INVALID');
    return (error as BmvError).message;
  }
  throw new Error('nothing was thrown');
}

describe('agent options', () => {
  it('have their defaults when nobody says anything', () => {
    const { config, warnings } = resolveConfig(sources());
    expect(warnings).to.deep.equal([]);
    expect(config.socket).to.equal('/run/bmv/agent.sock');
    expect(Object.keys(config)).to.deep.equal(Object.keys(OPTIONS));
  });

  it('come from a file with comments and blank lines', () => {
    const text = '# a comment\n\nlog_level = debug\nimage_timeout=5\n';
    const { config } = resolveConfig(sources({ file: file(text) }));
    expect(config.log_level).to.equal('debug');
    expect(config.image_timeout).to.equal(5);
  });

  it('let the environment win over the file, and the kernel command line over both', () => {
    const weak = { file: file('log_level = warn\nproof = full\nimage_retries = 1'), environment: {} };
    const environment = { BMV_LOG_LEVEL: 'error', BMV_PROOF: 'sample' };
    expect(resolveConfig(sources({ ...weak, environment })).config).to.include({
      log_level: 'error',
      proof: 'sample',
      image_retries: 1,
    });
    const commandLine = 'quiet bmv.log_level=trace';
    expect(resolveConfig(sources({ ...weak, environment, commandLine })).config.log_level).to.equal('trace');
  });

  it('do not mind variables and kernel parameters of others', () => {
    const environment = { BMV_CACHE: '/x', HOME: '/root' };
    expect(resolveConfig(sources({ environment, commandLine: 'ipa-debug=1' })).warnings).to.deep.equal([]);
  });

  describe('by the kernel command line, to which the owner of an instance can append,', () => {
    // "sample" proved less than the operator had asked for, "silent" left no trace, and a timeout of a second failed
    // every cleaning.
    const kept: readonly (readonly [string, string])[] = [
      ['socket', '/tmp/mine'],
      ['runtime_dir', '/tmp/mine'],
      ['image_ca', '/tmp/mine'],
      ['registry_url', 'http://mine'],
      ['registry_ca', '/tmp/mine'],
      ['proof', 'sample'],
      ['verify_media', 'no'],
      ['log_level', 'silent'],
      ['log_buffer_bytes', '4096'],
      ['request_limit_bytes', '4096'],
      ['step_idle_timeout', '1'],
      ['ipa_call_timeout', '1'],
      ['outcome_ttl', '0'],
    ];
    for (const [name, value] of kept)
      it(`stay what they are: ${name}=${value}`, () => {
        const operators = file('proof = full\nlog_level = debug\nstep_idle_timeout = 100');
        const before = resolveConfig(sources({ file: operators })).config;
        const commandLine = `bmv.${name}=${value}`;
        const { config, warnings } = resolveConfig(sources({ file: operators, commandLine }));
        expect(config).to.deep.equal(before);
        expect(warnings.join()).to.contain(`kernel parameter bmv.${name} is not heeded: `);
      });

    it('may be made stricter and louder', () => {
      const { config, warnings } = resolveConfig(
        sources({ commandLine: 'bmv.proof=full bmv.log_level=trace bmv.image_timeout=5' }),
      );
      expect(warnings).to.deep.equal([]);
      expect(config).to.include({ proof: 'full', log_level: 'trace', image_timeout: 5 });
    });

    // The agent ended, and with it ironic-python-agent: one word of a lessee, and the node could not be cleaned.
    for (const [word, why] of [
      ['bmv.loglevel=debug', 'there is no option loglevel; bmv-agent --help lists them'],
      ['bmv.', 'there is no option ; bmv-agent --help lists them'],
      ['bmv.constructor=1', 'there is no option constructor; bmv-agent --help lists them'],
      ['bmv.image_timeout=never', 'image_timeout must be a whole number from 1 to 3600, not "never"'],
      ['bmv.proof', 'proof must be one of full, not ""'],
    ] as const)
      it(`do not end the agent: ${word}`, () => {
        const { config, warnings } = resolveConfig(sources({ commandLine: `quiet ${word}` }));
        expect(config).to.deep.equal(resolveConfig(sources()).config);
        expect(warnings).to.deep.equal([`kernel parameter ${word.split('=')[0]} is not heeded: ${why}`]);
      });
  });

  it('refuse an unknown name in the file, with the line', () => {
    expect(messageOf(() => resolveConfig(sources({ file: file('\nlog_lvel = debug') })))).to.equal(
      '/etc/bmv/agent.conf line 2: there is no option log_lvel; bmv-agent --help lists them',
    );
  });

  it('refuse a line of the file that is none', () => {
    expect(messageOf(() => resolveConfig(sources({ file: file('log_level debug') })))).to.equal(
      '/etc/bmv/agent.conf line 1: write name = value',
    );
  });

  const bad: readonly (readonly [string, string, string])[] = [
    ['log_level', 'loud', 'must be one of silent, fatal, error, warn, info, debug, trace, not "loud"'],
    ['image_timeout', '0', 'must be a whole number from 1 to 3600, not "0"'],
    ['image_timeout', '1.5', 'must be a whole number from 1 to 3600, not "1.5"'],
    ['image_timeout', '99999999999999999999', 'must be a whole number'],
    ['image_retries', '-1', 'must be a whole number from 0 to 1000'],
    ['socket', 'agent.sock', 'must be an absolute path'],
    ['image_ca', 'ca.pem', 'must be an absolute path'],
    ['registry_url', 'ftp://registry', 'must be an http, https, ws or wss URL'],
    ['registry_url', 'registry:8080', 'must be an http, https, ws or wss URL'],
    ['proof', '', 'must be one of sample, full, not ""'],
  ];
  for (const [name, value, message] of bad)
    it(`refuse ${name} = ${JSON.stringify(value)}`, () => {
      const environment = { [`BMV_${name.toUpperCase()}`]: value };
      expect(messageOf(() => resolveConfig(sources({ environment })))).to.contain(
        `environment variable BMV_${name.toUpperCase()}: ${name} ${message}`,
      );
    });

  it('refuse a file that was named and is not there, but not the default one', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bmv-config-'));
    const path = join(folder, 'agent.conf');
    try {
      const failure = await loadConfig(path, {}).catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(BmvError).with.property('message').that.contains(path);
      await writeFile(path, 'proof = full\n');
      expect((await loadConfig(null, { BMV_CONFIG: path })).config.proof).to.equal('full');
      expect((await loadConfig(null, {})).config.proof).to.equal('sample');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
