import { expect } from 'chai';
import { resolveConfig } from '../../agent/config/load.ts';
import { agentConf, splitOption } from '../../image-build/agent-conf.ts';

describe('the config file of a ramdisk', () => {
  it('is read by the agent as it was meant', () => {
    const text = agentConf([
      ['registry_url', 'https://registry.example:8443/#frag=1'],
      ['log_level', 'debug'],
    ]);
    const { config } = resolveConfig({
      file: { path: 'agent.conf', text },
      environment: {},
      commandLine: '',
    });
    expect(config).to.include({ registry_url: 'https://registry.example:8443/#frag=1', log_level: 'debug' });
  });

  it('is the same in whatever order the options come, and valid without any', () => {
    const a = ['proof', 'full'] as const;
    const b = ['image_retries', '3'] as const;
    expect(agentConf([a, b])).to.equal(agentConf([b, a]));
    expect(agentConf([])).to.match(/^#.*\n$/);
  });

  it('refuses what the agent would refuse, naming the option', () => {
    expect(() => agentConf([['log_levle', 'debug']])).to.throw('there is no option log_levle');
    expect(() => agentConf([['log_level', 'loud']])).to.throw('log_level must be one of silent');
    expect(() => agentConf([['registry_url', 'ftp://x']])).to.throw('registry_url must be an http');
    expect(() => agentConf([['toString', 'x']])).to.throw('there is no option toString');
  });

  it('refuses a value that would become another line or lose its ends', () => {
    for (const value of ['/run/a\nlog_level = trace', '/run/a\r', '/run/a ', '/run/a\n'])
      expect(() => agentConf([['socket', value]])).to.throw('option socket: a value has no line break');
  });

  it('refuses an option given twice', () => {
    expect(() =>
      agentConf([
        ['proof', 'full'],
        ['proof', 'sample'],
      ]),
    ).to.throw('option proof is given twice');
  });

  it('splits an option at its first equals sign and refuses one without a name', () => {
    expect(splitOption('image_ca=/a=b')).to.deep.equal(['image_ca', '/a=b']);
    expect(() => splitOption('=x')).to.throw('write name=value');
    expect(() => splitOption('proof')).to.throw('write name=value');
  });
});
