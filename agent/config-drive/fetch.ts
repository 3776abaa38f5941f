import { BmvError } from '../../proto/error.ts';
import type { HttpClientOptions } from '../image/http-client.ts';
import { MAX_CONFIG_DRIVE } from './decode.ts';

/** Base64 is a third longer, and may have line breaks; gzip makes it no longer. */
const MAX_BYTES = MAX_CONFIG_DRIVE * 1.5;

/** Fetches a config drive as it is stored. Throws `IMAGE_UNREACHABLE`, `CONFIG_DRIVE_INVALID`. */
export async function fetchConfigDrive(
  url: string,
  options: HttpClientOptions,
  signal: AbortSignal,
): Promise<Uint8Array> {
  // Loaded when it is needed, as for images.
  const { HttpClient } = await import('../image/http-client.ts');
  const client = await HttpClient.create(url, options);
  try {
    const { answer } = await client.get(client.url, {}, signal);
    if (answer.statusCode !== 200) {
      await answer.body.dump();
      throw new BmvError(
        'IMAGE_UNREACHABLE',
        `config drive ${client.shown} answered with HTTP status ${answer.statusCode}; check the URL and its permissions`,
        { url: client.shown },
      );
    }
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of answer.body as AsyncIterable<Buffer>) {
      bytes += chunk.byteLength;
      if (bytes > MAX_BYTES)
        throw new BmvError(
          'CONFIG_DRIVE_INVALID',
          `config drive ${client.shown} has more than ${MAX_BYTES} bytes`,
          {
            url: client.shown,
          },
        );
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } finally {
    await client.close();
  }
}
