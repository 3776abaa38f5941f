import { Agent, request } from 'undici';
import { z } from 'zod';
import type { TlsMaterial } from './tls.ts';

const MAX_BYTES = 4096;
const answer = z.object({ challenge: z.string().regex(/^[\w.-]{1,256}$/) });

interface ChallengeOptions {
  readonly tls: TlsMaterial;
  /** Of all of it, milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Reads a short body. Throws for a longer one. */
async function readShort(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BYTES) throw new Error(`its challenge is larger than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Gets what the next authorization is made over. Throws with what is wrong, in a few words. */
export async function getChallenge(
  url: string,
  { tls, timeoutMs, signal }: ChallengeOptions,
): Promise<string> {
  const agent = new Agent({ connect: { ...tls, timeout: timeoutMs }, maxResponseSize: MAX_BYTES });
  try {
    const { statusCode, body } = await request(url, {
      dispatcher: agent,
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    const text = await readShort(body);
    if (statusCode !== 200) throw new Error(`it answers ${statusCode} instead of a challenge`);
    return answer.parse(JSON.parse(text)).challenge;
  } catch (error) {
    // Of the answer itself nothing is quoted: it may be anybody's.
    if (error instanceof SyntaxError || error instanceof z.ZodError)
      throw new Error('its challenge is none; is that URL a registry?', { cause: error });
    throw error;
  } finally {
    await agent.destroy();
  }
}
