import { type IncomingMessage, request } from 'node:http';
import { createInterface } from 'node:readline';
import type { RunMessage } from '../../agent/step-server/messages.ts';
import type { ErrorCode } from '../../proto/error.ts';

/** An answer of the step server. */
export interface SocketAnswer {
  readonly status: number;
  readonly body: string;
  /** Of a body that is JSON. */
  readonly json: Record<string, unknown>;
}

function send(
  socketPath: string,
  [method, path]: readonly [string, string],
  body?: string,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ socketPath, method, path, agent: false }, resolve);
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** `body` as it is when it is text, else as JSON. */
export async function ask(socket: string, call: string, body?: unknown): Promise<SocketAnswer> {
  const [method = '', path = ''] = call.split(' ');
  const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
  const answer = await send(socket, [method, path], text);
  let all = '';
  for await (const chunk of answer as AsyncIterable<Buffer>) all += chunk.toString();
  const isJson = answer.headers['content-type'] === 'application/json';
  return { status: answer.statusCode ?? 0, body: all, json: isJson ? JSON.parse(all) : {} };
}

/** A step as a hardware manager follows it. */
export interface FollowedStep {
  readonly status: number;
  readonly messages: AsyncIterableIterator<RunMessage>;
  /** Ends the connection as a killed process does. */
  readonly disconnect: () => void;
}

export async function follow(socket: string, step: string, body: object): Promise<FollowedStep> {
  const answer = await send(socket, ['POST', `/v1/steps/${step}`], JSON.stringify(body));
  const lines = createInterface({ input: answer })[Symbol.asyncIterator]();
  async function* messages(): AsyncGenerator<RunMessage, undefined, void> {
    for (;;) {
      const line = await lines.next();
      if (line.done) return undefined;
      yield JSON.parse(line.value) as RunMessage;
    }
  }
  return { status: answer.statusCode ?? 0, messages: messages(), disconnect: () => answer.destroy() };
}

/** Runs a step to its end; questions are answered by `reply`. A refusal counts as an error message. */
export async function runStep(
  socket: string,
  step: string,
  body: object,
  reply: (method: string, params: object) => object = () => ({ result: null }),
): Promise<readonly RunMessage[]> {
  const { status, messages } = await follow(socket, step, body);
  const all: RunMessage[] = [];
  if (status !== 200) {
    // A refusal is one JSON document on one line.
    for await (const refusal of messages as AsyncIterable<unknown>) {
      const { error } = refusal as { error: { code: ErrorCode; message: string } };
      all.push({ type: 'error', ...error });
    }
    return all;
  }
  for await (const message of messages) {
    all.push(message);
    if (message.type !== 'call') continue;
    const answer = { id: message.id, ...reply(message.method, message.params) };
    await ask(socket, `POST /v1/runs/${message.run}/answers`, answer);
  }
  return all;
}
