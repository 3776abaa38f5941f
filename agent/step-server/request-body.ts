import type { IncomingMessage } from 'node:http';
import { BmvError } from '../../proto/error.ts';

/** Reads a JSON body. Throws `STEP_ARGUMENT` for one that is larger than `limitBytes` or no JSON. */
export async function readJson(request: IncomingMessage, limitBytes: number): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > limitBytes) {
      throw new BmvError(
        'STEP_ARGUMENT',
        `the request is larger than ${limitBytes} bytes; raise request_limit_bytes of bmv-agent`,
      );
    }
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    // HAZARD: the parser's message quotes the body, which holds secrets.
    throw new BmvError(
      'STEP_ARGUMENT',
      'the request is no JSON; the hardware manager and the agent do not fit',
    );
  }
}
