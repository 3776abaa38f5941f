import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { BmvError } from '../../proto/error.ts';
import { BUILT_PAGE, type BuiltPage, type PageFile, readBuiltPage } from './built-page.ts';

/** Addresses of the page's views; the page itself tells them apart. */
const VIEWS = ['/', '/nodes', '/nodes/:uuid', '/volumes', '/volumes/:id', '/alarms'] as const;

/** Nothing from elsewhere, nothing inside the page's text, and the page inside no other. */
const POLICY = [
  "default-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  vary: 'accept-encoding',
} as const;

/** A year: what has the name never changes. */
const FOR_EVER = 'public, max-age=31536000, immutable';
const ASK_FIRST = 'no-cache';

/** Whether a client takes gzip. */
function takesGzip(header: string | string[] | undefined): boolean {
  return String(header ?? '')
    .split(',')
    .some((part) => /^\s*(gzip|\*)\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/i.test(part));
}

/** Whether a client has what it would be sent. */
function hasAlready(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  return header.trim() === '*' || header.split(',').some((part) => part.trim().replace(/^W\//, '') === tag);
}

function sendFile(
  file: PageFile,
  caching: string,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const isGzip = takesGzip(request.headers['accept-encoding']);
  const tag = `"${file.tag}${isGzip ? '-gzip' : ''}"`;
  void reply.headers({ ...HEADERS, etag: tag, 'cache-control': caching });
  if (hasAlready(request.headers['if-none-match'], tag)) return reply.code(304).send();
  if (isGzip) void reply.header('content-encoding', 'gzip');
  return reply.type(file.type).send(isGzip ? file.gzipped : file.plain);
}

/** Answers the addresses of the page. Nothing that it answers is secret: what it shows comes from the API. */
export function servePage(app: FastifyInstance, { index, assets }: BuiltPage): void {
  for (const url of VIEWS) app.get(url, (request, reply) => sendFile(index, ASK_FIRST, request, reply));
  app.get<{ Params: { name: string } }>('/assets/:name', (request, reply) => {
    const file = assets.get(request.params.name);
    if (!file) return reply.callNotFound();
    return sendFile(file, FOR_EVER, request, reply);
  });
}

/** For `extend` of the API: the page as it was built. Without it the registry works all the same, and says so. */
export async function extendWithPage(
  app: FastifyInstance,
  logger: Pick<Logger, 'warn'>,
  folder: string = BUILT_PAGE,
): Promise<void> {
  try {
    servePage(app, await readBuiltPage(folder));
  } catch (error) {
    if (!(error instanceof BmvError)) throw error;
    logger.warn({ code: error.code }, error.message);
  }
}
