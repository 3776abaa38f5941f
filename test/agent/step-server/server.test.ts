import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { z } from 'zod';
import type { RunMessage } from '../../../agent/step-server/messages.ts';
import { defineStep, type Step } from '../../../agent/steps/step.ts';
import { BmvError } from '../../../proto/error.ts';
import { ask, follow, runStep } from '../../support/socket-client.ts';
import { startService, type TestService, type TestServiceOptions } from '../../support/step-service.ts';

const NODE = { uuid: '11111111-2222-4333-8444-555555555555', instance_info: { secret: 'tenant secret' } };
const CLEAN = { kind: 'clean', node: NODE, ports: [], args: {} };

/** A step that ends when the test lets it. */
function gate(): { step: Step; open: () => void; runs: () => number } {
  let runs = 0;
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const step = defineStep({
    name: 'wait_for_gate',
    interface: 'deploy',
    writes: false,
    offers: { clean: { priority: 5, abortable: true } },
    args: z.strictObject({ word: z.string().optional().describe('any word') }),
    run: async ({ word }, { context }) => {
      runs += 1;
      context.onProgress({ phase: 'wait', doneBytes: 1, totalBytes: 2 });
      const aborted = new Promise((resolve) => context.signal.addEventListener('abort', resolve));
      await Promise.race([opened, aborted]);
      context.signal.throwIfAborted();
      return { word: word ?? null };
    },
  });
  return { step, open, runs: () => runs };
}

const echo = defineStep({
  name: 'echo',
  interface: 'raid',
  writes: false,
  offers: { clean: { priority: 0, abortable: false }, deploy: { priority: 90, abortable: false } },
  args: z.strictObject({
    count: z.number().int().describe('how often'),
    mode: z.enum(['a', 'b']).default('a').describe('a or b'),
  }),
  run: async ({ count, mode }, { ipa, node, kind }) => [count, mode, await ipa.bootMode(), node.uuid, kind],
});

const failing = defineStep({
  name: 'fail',
  interface: 'deploy',
  writes: false,
  offers: { clean: { priority: 0, abortable: false } },
  args: z.strictObject({}),
  run: async () => {
    throw new BmvError('DISK_IN_USE', '/dev/sda is mounted at /data; unmount it', { device: '/dev/sda' });
  },
});

describe('step server', () => {
  let test: TestService | null = null;
  const start = async (options: Partial<TestServiceOptions> = {}): Promise<string> => {
    test = await startService({ steps: [echo, failing], ...options });
    return test.socket;
  };
  afterEach(async () => {
    await test?.close();
    test = null;
  });

  it('listens where only root may connect', async () => {
    const socket = await start();
    expect((await stat(socket)).mode & 0o777).to.equal(0o600);
  });

  it('tells that it is well, of which build, and what it does', async () => {
    const { step, open } = gate();
    const socket = await start({ steps: [step] });
    expect((await ask(socket, 'GET /v1/health')).json).to.deep.include({
      status: 'ok',
      build: 'source',
      protocol: 1,
      busy: null,
    });
    const done = runStep(socket, 'wait_for_gate', CLEAN);
    await sleep(50);
    expect((await ask(socket, 'GET /v1/health')).json.busy).to.equal('wait_for_gate');
    open();
    await done;
  });

  it('refuses every step while something is wrong, with what it is', async () => {
    const failure = async () => 'lsblk is not installed; install the Debian package util-linux';
    const socket = await start({ service: { failure } });
    const health = await ask(socket, 'GET /v1/health');
    expect([health.status, health.json.status]).to.deep.equal([503, 'failing']);
    const answer = await ask(socket, 'POST /v1/steps/fail', CLEAN);
    expect(answer.json).to.deep.equal({ error: { code: 'STEP_REFUSED', message: await failure() } });
  });

  it('lists the steps of a kind with their arguments', async () => {
    const socket = await start();
    expect((await ask(socket, 'GET /v1/steps?kind=deploy')).json).to.deep.equal({
      steps: [
        {
          step: 'echo',
          interface: 'raid',
          priority: 90,
          abortable: false,
          reboot_requested: false,
          argsinfo: {
            count: { description: 'how often', required: true },
            mode: { description: 'a or b', required: false },
          },
        },
      ],
    });
    const clean = (await ask(socket, 'GET /v1/steps?kind=clean')).json.steps as { step: string }[];
    expect(clean.map(({ step }) => step)).to.deep.equal(['echo', 'fail']);
    expect((await ask(socket, 'GET /v1/steps?kind=service')).json).to.deep.equal({ steps: [] });
    expect((await ask(socket, 'GET /v1/steps?kind=dirty')).status).to.equal(400);
  });

  it('runs a step: questions, then its result as the last line', async () => {
    const socket = await start();
    const body = { ...CLEAN, kind: 'deploy', args: { count: 3 } };
    const messages = await runStep(socket, 'echo', body, () => ({ result: 'uefi' }));
    expect(messages.map(({ type }) => type)).to.deep.equal(['call', 'result']);
    expect(messages.at(-1)).to.deep.equal({ type: 'result', result: [3, 'a', 'uefi', NODE.uuid, 'deploy'] });
  });

  it('ends with the error of a step', async () => {
    const socket = await start();
    expect(await runStep(socket, 'fail', CLEAN)).to.deep.equal([
      { type: 'error', code: 'DISK_IN_USE', message: '/dev/sda is mounted at /data; unmount it' },
    ]);
  });

  it('refuses an answer of ironic-python-agent that has another shape', async () => {
    const socket = await start();
    const messages = await runStep(socket, 'echo', { ...CLEAN, args: { count: 1 } }, () => ({
      result: 'pigeon',
    }));
    expect(messages.at(-1)).to.deep.include({ type: 'error', code: 'IPA_FAILED' });
  });

  it('shows progress and signs of life while a step runs', async () => {
    const { step, open } = gate();
    const socket = await start({ steps: [step] });
    const { messages } = await follow(socket, 'wait_for_gate', CLEAN);
    const first = await messages.next();
    expect(first.value).to.deep.equal({ type: 'progress', phase: 'wait', done_bytes: 1, total_bytes: 2 });
    const again = await messages.next();
    expect(again.value).to.deep.equal(first.value);
    open();
  }).timeout(20_000);

  it('is busy for any other step', async () => {
    const { step, open } = gate();
    const socket = await start({ steps: [step, failing] });
    const done = runStep(socket, 'wait_for_gate', CLEAN);
    await sleep(50);
    const refused = await ask(socket, 'POST /v1/steps/fail', CLEAN);
    expect(refused.status).to.equal(409);
    expect(refused.json).to.deep.equal({
      error: {
        code: 'STEP_BUSY',
        message: 'wait_for_gate is running (wait, byte 1); fail can begin when it has ended',
      },
    });
    const other = await ask(socket, 'POST /v1/steps/wait_for_gate', { ...CLEAN, args: { word: 'other' } });
    expect(other.status).to.equal(409);
    open();
    await done;
    expect((await runStep(socket, 'fail', CLEAN)).length).to.equal(1);
  });

  it('goes on when its hardware manager dies, and the same request attaches to it', async () => {
    const { step, open, runs } = gate();
    const socket = await start({ steps: [step] });
    const first = await follow(socket, 'wait_for_gate', CLEAN);
    await first.messages.next();
    first.disconnect();
    const second = runStep(socket, 'wait_for_gate', CLEAN);
    await sleep(50);
    open();
    expect((await second).at(-1)).to.deep.equal({ type: 'result', result: { word: null } });
    expect(runs()).to.equal(1);
  });

  it('keeps an outcome that nobody heard for the same request, and tells it once', async () => {
    const { step, open, runs } = gate();
    const socket = await start({ steps: [step] });
    const first = await follow(socket, 'wait_for_gate', CLEAN);
    await first.messages.next();
    first.disconnect();
    await sleep(20);
    open();
    await sleep(50);
    expect((await ask(socket, 'GET /v1/runs/last')).json).to.deep.include({
      step: 'wait_for_gate',
      state: 'succeeded',
      result: { word: null },
    });
    expect((await runStep(socket, 'wait_for_gate', CLEAN)).at(-1)).to.deep.include({ type: 'result' });
    expect(runs()).to.equal(1);
    await sleep(50);
    await runStep(socket, 'wait_for_gate', CLEAN);
    expect(runs()).to.equal(2);
  });

  it('runs a step as often as it is asked for', async () => {
    const { step, open, runs } = gate();
    const socket = await start({ steps: [step] });
    open();
    for (let turn = 0; turn < 3; turn += 1) await runStep(socket, 'wait_for_gate', CLEAN);
    expect(runs()).to.equal(3);
  });

  // Writing down that an outcome was heard failed where nobody caught it, and that ends a process.
  it('goes on when what became of a step cannot be stored', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bmv-full-'));
    await mkdir(join(folder, 'boot-state.json.new'));
    const socket = await start({ folder });
    const unhandled: unknown[] = [];
    const note = (error: unknown) => unhandled.push(error);
    process.on('unhandledRejection', note);
    for (let turn = 0; turn < 2; turn += 1)
      expect((await runStep(socket, 'fail', CLEAN)).at(-1)).to.deep.include({ code: 'DISK_IN_USE' });
    await sleep(50);
    process.off('unhandledRejection', note);
    expect(unhandled).to.deep.equal([]);
    await rm(folder, { recursive: true });
  });

  for (const [title, node] of [
    ['for another node', { ...NODE, uuid: 'another' }],
    // The image of deploy_image is in instance_info: the answer was of the image before.
    ['with another image', { ...NODE, instance_info: { image_source: 'http://server/other' } }],
  ] as const)
    it(`does not give an unheard outcome to a request ${title}`, async () => {
      const { step, open, runs } = gate();
      const socket = await start({ steps: [step] });
      const first = await follow(socket, 'wait_for_gate', CLEAN);
      await first.messages.next();
      first.disconnect();
      open();
      while ((await ask(socket, 'GET /v1/health')).json.busy !== null) await sleep(5);
      await runStep(socket, 'wait_for_gate', { ...CLEAN, node });
      expect(runs()).to.equal(2);
    });

  it('says after a restart that the step was cut off', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bmv-restart-'));
    try {
      const { step } = gate();
      const before = await startService({ steps: [step], folder });
      const { messages, disconnect } = await follow(before.socket, 'wait_for_gate', CLEAN);
      await messages.next();
      disconnect();
      const socket = await start({ steps: [step], folder, service: {} }).catch((error: unknown) => error);
      expect(socket, 'a second agent on one socket')
        .to.be.instanceOf(BmvError)
        .with.property('code', 'STEP_BUSY');
      // What a killed process leaves behind: its state, and a socket that nobody serves.
      const state = JSON.stringify({
        installDevice: null,
        lastRun: {
          run: 'r',
          step: 'write_image',
          kind: 'deploy',
          key: 'k',
          endedAtMs: null,
          isHeard: false,
          outcome: null,
        },
      });
      await before.close();
      await writeFile(join(folder, 'boot-state.json'), state);
      const view = (await ask(await start({ folder }), 'GET /v1/runs/last')).json;
      expect(view).to.deep.include({ step: 'write_image', state: 'failed' });
      expect(JSON.stringify(view.error)).to.contain('run the step again');
    } finally {
      await test?.close();
      test = null;
      await rm(folder, { recursive: true });
    }
  });

  it('takes over a socket that nobody serves any more', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bmv-stale-'));
    try {
      const socket = join(folder, 'agent.sock');
      const stale = createServer().listen(socket);
      await new Promise((resolve) => stale.once('listening', resolve));
      // A killed process leaves the file; a closed server removes it.
      stale.close();
      await writeFile(socket, '');
      expect((await ask(await start({ folder }), 'GET /v1/health')).status).to.equal(200);
    } finally {
      await test?.close();
      test = null;
      await rm(folder, { recursive: true });
    }
  });

  it('ends the process when a stalled step does not stop', async () => {
    const stuck: Step = { ...failing, name: 'stuck', run: async () => await new Promise(() => {}) };
    const socket = await start({ steps: [stuck], limits: { idleMs: 20, stopMs: 20 } });
    expect((await runStep(socket, 'stuck', CLEAN)).at(-1)).to.deep.include({ code: 'STEP_STALLED' });
    await sleep(50);
    expect(test?.stuck()).to.equal(1);
    expect((await ask(socket, 'GET /v1/health')).json.busy).to.equal('stuck');
  });

  describe('refuses before anything begins', () => {
    const cases: readonly (readonly [string, string, unknown, number, string])[] = [
      ['an unknown step', 'nosuch', CLEAN, 404, 'there is no clean step nosuch; there are echo, fail'],
      ['a step of another kind', 'fail', { ...CLEAN, kind: 'deploy' }, 404, 'there is no deploy step fail'],
      ['an unknown kind', 'fail', { ...CLEAN, kind: 'bake' }, 400, 'malformed (kind)'],
      ['a request without a node', 'fail', { kind: 'clean' }, 400, 'malformed (node)'],
      ['a node of another shape', 'fail', { ...CLEAN, node: { instance_info: 'x' } }, 400, 'instance_info'],
      [
        'an unknown argument',
        'fail',
        { ...CLEAN, args: { speed: 9 } },
        400,
        'fail: there is no argument speed',
      ],
      ['a missing argument', 'echo', CLEAN, 400, 'echo: argument count: '],
      [
        'an argument of a wrong type',
        'echo',
        { ...CLEAN, args: { count: '3' } },
        400,
        'echo: argument count: ',
      ],
      [
        'an argument of a wrong value',
        'echo',
        { ...CLEAN, args: { count: 1, mode: 'c' } },
        400,
        'argument mode: ',
      ],
      ['what is no JSON', 'fail', '{"node": "tenant secret"', 400, 'the request is no JSON'],
      ['an empty body', 'fail', '', 400, 'the request is no JSON'],
    ];
    for (const [what, step, body, status, message] of cases)
      it(what, async () => {
        const socket = await start();
        const answer = await ask(socket, `POST /v1/steps/${step}`, body);
        expect(answer.status).to.equal(status);
        expect((answer.json.error as { message: string }).message).to.contain(message);
        expect(answer.body).not.to.contain('tenant secret');
        expect((await ask(socket, 'GET /v1/runs/last')).status).to.equal(404);
      });

    it('a request that is too large', async () => {
      const socket = await start({ environment: { BMV_REQUEST_LIMIT_BYTES: '4096' } });
      const answer = await ask(socket, 'POST /v1/steps/fail', { ...CLEAN, args: { x: 'y'.repeat(5000) } });
      expect(answer.status).to.equal(400);
      expect(answer.body).to.contain('request_limit_bytes');
    });

    it('a path or method that there is not', async () => {
      const socket = await start();
      for (const call of ['GET /', 'GET /v2/health', 'PUT /v1/health', 'POST /v1/steps/../x', 'GET //']) {
        expect((await ask(socket, call)).status, call).to.equal(404);
      }
    });

    it('an answer that nobody waits for', async () => {
      const socket = await start();
      const answer = await ask(socket, 'POST /v1/runs/0-0/answers', { id: 1, result: null });
      expect(answer.status).to.equal(404);
    });
  });

  it('gives logs, the install device and the volumes, and syncs', async () => {
    let synced = 0;
    const socket = await start({
      service: {
        inventory: async () => ({ disks: [], volumes: [{ id: 'v' }] }),
        sync: async () => {
          synced += 1;
        },
      },
    });
    test?.service.logs.write('{"msg":"ready"}\n');
    await test?.service.state.setInstallDevice('/dev/nvme0n1');
    expect((await ask(socket, 'GET /v1/logs')).body).to.equal('{"msg":"ready"}\n');
    expect((await ask(socket, 'GET /v1/install-device')).json).to.deep.equal({ device: '/dev/nvme0n1' });
    expect((await ask(socket, 'GET /v1/volumes')).json.volumes).to.deep.equal([{ id: 'v' }]);
    expect((await ask(socket, 'POST /v1/full_sync')).status).to.equal(204);
    expect(synced).to.equal(1);
  });

  it('refuses to hand a disk over that keeps something', async () => {
    const socket = await start({
      service: {
        handOver: async (device) => {
          if (device !== '/dev/free') throw new BmvError('STEP_REFUSED', `${device} holds volume "data"`);
        },
      },
    });
    expect((await ask(socket, 'POST /v1/handover', { device: '/dev/free' })).status).to.equal(204);
    const refused = await ask(socket, 'POST /v1/handover', { device: '/dev/kept' });
    expect(refused.json).to.deep.equal({
      error: { code: 'STEP_REFUSED', message: '/dev/kept holds volume "data"' },
    });
    expect((await ask(socket, 'POST /v1/handover', { device: 5 })).status).to.equal(400);
  });

  it('logs neither node nor arguments', async () => {
    const socket = await start({ steps: [echo] });
    const messages: readonly RunMessage[] = await runStep(
      socket,
      'echo',
      { ...CLEAN, args: { count: 1 } },
      () => ({
        result: 'bios',
      }),
    );
    expect(JSON.stringify(messages)).not.to.contain('tenant secret');
    expect(JSON.stringify(test?.service.state.lastRun)).not.to.contain('tenant secret');
  });
});
