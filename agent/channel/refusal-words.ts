import type { IncomingMessage } from 'node:http';
import { z } from 'zod';

const MAX_BYTES = 4096;
const MAX_WORDS = 300;
/** From the head of an answer to the end of its body. */
const BODY_MS = 1000;

const problem = z.object({ detail: z.string() });

async function readShort(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BYTES) return '';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Why an upgrade was not granted, on one line: a registry says so by a problem document (RFC 9457). Never rejects. */
export async function refusalWords(response: IncomingMessage): Promise<string> {
  const status = `it answers ${response.statusCode} instead of a connection`;
  const timer = setTimeout(() => response.destroy(), BODY_MS).unref();
  try {
    const { detail } = problem.parse(JSON.parse(await readShort(response)));
    const words = detail.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
    return `${status}: ${words.slice(0, MAX_WORDS)}`;
  } catch {
    return status;
  } finally {
    clearTimeout(timer);
  }
}
