import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'chai';
import { bmv } from '../../support/bmv.ts';
import { EventStreams } from '../../support/event-stream.ts';
import { eventJson } from '../../support/registry-json.ts';
import { ScriptedRegistry } from '../../support/scripted-registry.ts';

const MAIN = join(import.meta.dirname, '../../../cli/main.ts');

const LEAVES = [
  ...[
    'list',
    'show',
    'reserve',
    'adopt',
    'extend',
    'update',
    'cancel',
    'release',
    'quarantine',
    'resolve',
    'history',
  ].map((name) => ['volumes', name]),
  ...['list', 'show', 'release'].map((name) => ['sets', name]),
  ...['show', 'set'].map((name) => ['quotas', name]),
  ...['list', 'show', 'watch', 'untrusted'].map((name) => ['nodes', name]),
  ...['list', 'resolve'].map((name) => ['alarms', name]),
  ['events'],
  ['place'],
];

describe('commands that ask a registry', () => {
  for (const words of LEAVES)
    it(`explain themselves: bmv ${words.join(' ')} --help`, async () => {
      const { code, out, err } = await bmv([...words, '--help']);
      expect([code, err]).to.deep.equal([0, '']);
      expect(out)
        .to.contain(`Usage: bmv ${words.join(' ')} `)
        .and.contain('--json');
      // Lines are broken where they end.
      const text = out.replace(/\s+/g, ' ');
      expect(text).to.contain('(default: "http://127.0.0.1:8790", env: BMV_REGISTRY_URL)');
      expect(text).to.contain('Exit codes: 0 done');
      expect(out).to.match(/\nExamples?:\n {2}bmv /);
      // HAZARD: other users see a command line.
      expect(out).not.to.match(/--password[ <]|--os-token[ <]/);
    });

  it('are in the help of bmv, and say what they have when asked for nothing', async () => {
    const { out } = await bmv(['--help']);
    for (const name of ['volumes', 'sets', 'quotas', 'nodes', 'events', 'alarms', 'place'])
      expect(out).to.match(new RegExp(`\n {2}${name} `));
    const { code, err } = await bmv(['volumes']);
    expect(code).to.equal(2);
    expect(err).to.contain('Usage: bmv volumes').and.contain('reserve [options] <name>');
    expect((await bmv(['volumes', 'destroy'])).code).to.equal(2);
  });

  it('end at Ctrl-C without a word when they only follow', async () => {
    const streams = new EventStreams();
    const registry = await ScriptedRegistry.start();
    registry.on('GET', '/v1/events/stream', streams.reply);
    const child = spawn(
      process.execPath,
      [MAIN, 'events', '--follow', '--after', '0', '--registry', registry.url],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let [out, err] = ['', ''];
    const heard = new Promise<void>((resolve) => {
      child.stdout.on('data', (bytes: Buffer) => {
        out += bytes.toString();
        resolve();
      });
    });
    child.stderr.on('data', (bytes: Buffer) => {
      err += bytes.toString();
    });
    const ended = new Promise((resolve) => child.on('close', (code, signal) => resolve(code ?? signal)));
    (await streams.at(0)).event(eventJson(1));
    await heard;
    child.kill('SIGINT');
    const code = await ended;
    await registry.stop();
    expect({ code, err }).to.deep.equal({ code: 0, err: '' });
    expect(out).to.match(/^ {5}1 {2}.*\n$/);
  }).timeout(60_000);
});
