import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { BmvError } from '../../proto/error.ts';
import type { AgentConfig } from '../config/options.ts';
import type { Context } from '../context.ts';
import { Ipa } from '../ironic/ipa.ts';
import { parseNode } from '../ironic/node.ts';
import type { RegistryLink } from '../registry-link.ts';
import { findStep, listSteps, parseArgs } from '../steps/catalogue.ts';
import type { Step } from '../steps/step.ts';
import { BUILD, PROTOCOL, VERSION } from '../version.ts';
import type { BootState } from './boot-state.ts';
import type { LogBuffer } from './log-buffer.ts';
import { STEP_KINDS, type StepKind } from './messages.ts';
import { readJson } from './request-body.ts';
import type { Run, RunHandle } from './run.ts';
import { answerWithRun } from './step-answer.ts';
import type { StepRequest, StepRunner } from './step-runner.ts';

/** Answers one request, or throws what goes wrong with it. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** All that the routes work with. */
export interface Service {
  readonly config: AgentConfig;
  /** Without progress and signal: each run has its own. */
  readonly context: Omit<Context, 'onProgress' | 'signal'>;
  readonly steps: readonly Step[];
  readonly runner: StepRunner;
  readonly state: BootState;
  readonly logs: LogBuffer;
  /** Why no step can be trusted to work; null when all is well. */
  readonly failure: () => Promise<string | null>;
  /** Throws `STEP_REFUSED` while a disk that somebody else wants to install on keeps something. */
  readonly handOver: (device: string) => Promise<void>;
  /** Disks and volumes for an inspection. */
  readonly inventory: () => Promise<unknown>;
  /** Null without one. */
  readonly registry?: RegistryLink | null;
  /** Returns when everything written is on stable media. */
  readonly sync: () => Promise<void>;
}

const stepBody = z.object({
  kind: z.enum(STEP_KINDS),
  node: z.record(z.string(), z.unknown()),
  ports: z.array(z.unknown()).default([]),
  args: z.record(z.string(), z.unknown()).default({}),
});
const handoverBody = z.object({ device: z.string() });
const answerBody = z.object({ id: z.number(), result: z.unknown().optional(), error: z.string().optional() });

function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new BmvError(
    'STEP_ARGUMENT',
    `the request is malformed (${where}); the hardware manager and the agent do not fit`,
  );
}

function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function sendNothing(response: ServerResponse): void {
  response.writeHead(204);
  response.end();
}

function kindOf(url: URL): StepKind {
  const kind = STEP_KINDS.find((item) => item === url.searchParams.get('kind'));
  if (kind) return kind;
  throw new BmvError('STEP_ARGUMENT', `kind must be one of ${STEP_KINDS.join(', ')}`);
}

async function health(service: Service, response: ServerResponse): Promise<void> {
  const message = await service.failure();
  const registry = service.registry?.health ?? null;
  const about = { version: VERSION, build: BUILD, protocol: PROTOCOL, busy: service.runner.busy, registry };
  if (message === null) sendJson(response, { status: 'ok', ...about });
  else sendJson(response, { status: 'failing', message, ...about }, 503);
}

/** Refuses before anything begins; afterwards the outcome is in the stream. */
async function begin(service: Service, request: StepRequest): Promise<Run> {
  const failure = await service.failure();
  if (failure !== null) throw new BmvError('STEP_REFUSED', failure, { step: request.step });
  const step = findStep(service.steps, request.step, request.kind);
  const node = parseNode(request.node);
  const args = parseArgs(step, request.args);
  return service.runner.start(request, async ({ run, signal, onProgress, ask }: RunHandle) => {
    const { config, state, registry } = service;
    const logger = service.context.logger.child({ step: step.name });
    const effects = registry
      ? { onEffect: registry.effectsOf(run), keyFor: registry.keysOf(run, signal) }
      : {};
    const context = { ...service.context, logger, signal, onProgress, ...effects };
    const tools = { context, ipa: new Ipa(ask), config, state, kind: request.kind, node };
    await registry?.admit(step, tools, run);
    return await step.run(args, tools);
  });
}

async function runStep(service: Service, step: string, exchange: Exchange): Promise<void> {
  const { request, response } = exchange;
  const body = parseBody(stepBody, await readJson(request, service.config.request_limit_bytes));
  const run = await begin(service, { step, ...body });
  answerWithRun(run, response, () => void service.runner.heard(run));
}

async function answer(service: Service, id: string, { request, response }: Exchange): Promise<void> {
  const body = parseBody(answerBody, await readJson(request, service.config.request_limit_bytes));
  const run = service.runner.find(id);
  if (run?.answer(body)) sendNothing(response);
  else sendJson(response, { error: { code: 'STEP_UNKNOWN', message: 'nobody waits for this answer' } }, 404);
}

async function handOver(service: Service, { request, response }: Exchange): Promise<void> {
  const { device } = parseBody(handoverBody, await readJson(request, service.config.request_limit_bytes));
  await service.handOver(device);
  sendNothing(response);
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
}

type Route = (service: Service, exchange: Exchange, part: string) => Promise<void> | void;

const ROUTES: readonly (readonly [method: string, path: RegExp, Route])[] = [
  ['GET', /^\/v1\/health$/, (service, { response }) => health(service, response)],
  [
    'GET',
    /^\/v1\/steps$/,
    (service, { response, url }) => sendJson(response, { steps: listSteps(service.steps, kindOf(url)) }),
  ],
  ['POST', /^\/v1\/steps\/([a-z_]+)$/, (service, exchange, step) => runStep(service, step, exchange)],
  [
    'GET',
    /^\/v1\/runs\/last$/,
    ({ runner }, { response }) => {
      const { view } = runner;
      if (view) sendJson(response, view);
      else sendJson(response, { error: { code: 'STEP_UNKNOWN', message: 'no step has run yet' } }, 404);
    },
  ],
  ['POST', /^\/v1\/runs\/([0-9a-f-]+)\/answers$/, (service, exchange, run) => answer(service, run, exchange)],
  [
    'POST',
    /^\/v1\/full_sync$/,
    async ({ sync }, { response }) => {
      await sync();
      sendNothing(response);
    },
  ],
  [
    'GET',
    /^\/v1\/logs$/,
    ({ logs }, { response }) => {
      response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(logs.text);
    },
  ],
  [
    'GET',
    /^\/v1\/install-device$/,
    ({ state }, { response }) => sendJson(response, { device: state.installDevice }),
  ],
  ['POST', /^\/v1\/handover$/, handOver],
  ['GET', /^\/v1\/volumes$/, async ({ inventory }, { response }) => sendJson(response, await inventory())],
];

/** The socket's protocol, as hardware-managers/ipa/README.md describes it. */
export function routes(service: Service): Handler {
  return async (request, response) => {
    const location = `http://agent${request.url ?? '/'}`;
    const url = new URL(URL.canParse(location) ? location : 'http://agent/');
    for (const [method, path, route] of ROUTES) {
      const match = path.exec(url.pathname);
      if (!match || request.method !== method) continue;
      await route(service, { request, response, url }, match[1] ?? '');
      return;
    }
    const message = `there is no ${request.method} ${url.pathname}; the hardware manager and the agent do not fit`;
    throw new BmvError('STEP_UNKNOWN', message);
  };
}
