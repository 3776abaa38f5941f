import { expect } from 'chai';
import { resolveConfig } from '../../../agent/config/load.ts';
import { registryEndpoint } from '../../../agent/config/registry-endpoint.ts';
import { REGISTRY_OPTIONS } from '../../../agent/config/registry-options.ts';
import { BmvError } from '../../../proto/error.ts';

type Options = Readonly<Record<string, string>>;

function configOf(options: Options) {
  const environment = Object.fromEntries(
    Object.entries(options).map(([name, value]) => [`BMV_${name.toUpperCase()}`, value]),
  );
  return resolveConfig({ file: null, environment, commandLine: '' }).config;
}

function refusalOf(options: Options): string {
  try {
    configOf(options);
  } catch (error) {
    expect(error).to.be.instanceOf(BmvError).with.property('code', 'CONFIG_INVALID');
    return (error as BmvError).message;
  }
  throw new Error('nothing was refused');
}

describe('where the registry is', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    [
      'https://registry.example',
      'wss://registry.example/v1/agent',
      'https://registry.example/v1/agent/challenge',
    ],
    [
      'https://registry.example:8443/',
      'wss://registry.example:8443/v1/agent',
      'https://registry.example:8443/v1/agent/challenge',
    ],
    [
      'wss://Registry.Example/#x',
      'wss://registry.example/v1/agent',
      'https://registry.example/v1/agent/challenge',
    ],
    ['https://h/own/path/', 'wss://h/own/path', 'https://h/own/path/challenge'],
    ['http://127.0.0.1:80', 'ws://127.0.0.1/v1/agent', 'http://127.0.0.1/v1/agent/challenge'],
    ['ws://[::1]:9000', 'ws://[::1]:9000/v1/agent', 'http://[::1]:9000/v1/agent/challenge'],
    ['http://localhost:9000', 'ws://localhost:9000/v1/agent', 'http://localhost:9000/v1/agent/challenge'],
  ];
  for (const [url, socket, challenge] of cases)
    it(`is as ${url} says`, () => {
      expect(registryEndpoint(configOf({ registry_url: url }))).to.deep.include({ socket, challenge });
    });

  it('is nowhere, where no option says it', () => {
    expect(registryEndpoint(configOf({}))).to.equal(null);
  });

  it('may be elsewhere without TLS only where the operator says so', () => {
    for (const registry_url of ['http://registry.example', 'ws://10.0.0.1', 'http://127.0.0.1.example'])
      expect(refusalOf({ registry_url })).to.contain('has no TLS; use https, or set registry_insecure = yes');
    const registry_url = 'http://10.0.0.1:8080';
    expect(registryEndpoint(configOf({ registry_url, registry_insecure: 'yes' }))).to.deep.equal({
      ...{ socket: 'ws://10.0.0.1:8080/v1/agent', challenge: 'http://10.0.0.1:8080/v1/agent/challenge' },
      ...{ isEncrypted: false, shown: 'http://10.0.0.1:8080/v1/agent' },
    });
  });

  it('has no user or password, which no message quotes', () => {
    expect(refusalOf({ registry_url: 'https://user:secret@h/?token=x' }))
      .to.contain('has a user or password')
      .and.not.contain('secret')
      .and.not.contain('token');
  });

  it('must be said where it is required, and certificate and key come together', () => {
    expect(refusalOf({ require_registry: 'yes' })).to.contain('there is no registry_url');
    const registry_url = 'https://h';
    expect(refusalOf({ registry_url, registry_cert: '/c' })).to.contain('set both or none');
    expect(refusalOf({ registry_url, registry_cert_key: '/k' })).to.contain('set both or none');
  });

  it('is never what the kernel command line says, nor how much is asked of it', () => {
    const before = configOf({ registry_url: 'https://h', require_registry: 'yes' });
    for (const name of Object.keys(REGISTRY_OPTIONS)) {
      const { config, warnings } = resolveConfig({
        file: null,
        environment: { BMV_REGISTRY_URL: 'https://h', BMV_REQUIRE_REGISTRY: 'yes' },
        commandLine: `bmv.${name}=1`,
      });
      expect(config).to.deep.equal(before);
      expect(warnings.join()).to.contain(`kernel parameter bmv.${name} is not heeded: `);
    }
  });

  for (const [name, value, message] of [
    ['node_uuid', 'node-1', 'must be a UUID'],
    ['require_registry', 'maybe', 'must be one of no, yes'],
    ['registry_key_file', 'key', 'must be an absolute path'],
    ['registry_window', '0', 'must be a whole number from 1 to 65536'],
    ['registry_progress_rate', '11', 'must be a whole number from 1 to 10'],
  ] as const)
    it(`refuses ${name} = ${value}`, () => {
      expect(refusalOf({ [name]: value })).to.contain(`${name} ${message}`);
    });

  it('takes a UUID however it is written', () => {
    const uuid = '9B8A7C6D-5E4F-4A3B-8C2D-1E0F9A8B7C6D';
    expect(configOf({ node_uuid: uuid }).node_uuid).to.equal(uuid.toLowerCase());
  });
});
