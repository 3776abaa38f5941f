import { STATUS_CODES } from 'node:http';
import { type ZodType, z } from 'zod';
import type { JsonRoute, RawRoute, Route } from './route.ts';
import { problemSchema } from './schemas/common.ts';

type Json = Readonly<Record<string, unknown>>;

const SCHEMAS = '#/components/schemas/';

/** Problems that any route may answer with. */
const USUAL_PROBLEMS = [400, 500, 503];

/** A JSON Schema whose named parts are those of the document. `input`: what is optional for whoever sends it is optional. */
function jsonSchema(schema: ZodType): Json {
  const { $schema: _schema, $defs: _defs, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return JSON.parse(JSON.stringify(rest).replaceAll('"#/$defs/', `"${SCHEMAS}`)) as Json;
}

/** All schemas that have a name, by name. */
function namedSchemas(): Json {
  const { schemas } = z.toJSONSchema(z.globalRegistry, { io: 'input', uri: (id) => SCHEMAS + id });
  return Object.fromEntries(
    Object.entries(schemas)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, { $schema: _schema, $id: _id, ...schema }]) => [name, schema]),
  );
}

function parameters(place: 'path' | 'query', schema: ZodType | undefined): readonly Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema) as {
    properties?: Record<string, Json>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, { description, ...property }]) => ({
    ...{ name, in: place, required: place === 'path' || required.includes(name) },
    ...(description === undefined ? {} : { description }),
    schema: property,
  }));
}

const IF_MATCH: Json = {
  ...{ name: 'If-Match', in: 'header', required: false },
  description: 'The generation that the caller has seen, in quotes: 412 where there is a newer one.',
  schema: { type: 'string', pattern: '^"\\d+"$|^\\*$' },
};

function problems(route: Route): readonly (readonly [string, Json])[] {
  const hasBody = 'handle' in route && route.body !== undefined;
  const statuses = new Set([
    ...USUAL_PROBLEMS,
    ...(route.action === 'public' ? [] : [401, 403, 429]),
    ...(hasBody ? [413, 415] : []),
    ...(route.problems ?? []),
  ]);
  const own = new Set<number>('handle' in route ? route.statuses : [route.status ?? 200]);
  return [...statuses]
    .filter((status) => !own.has(status))
    .map((status) => [
      String(status),
      {
        description: STATUS_CODES[status] ?? 'Problem',
        content: { 'application/problem+json': { schema: jsonSchema(problemSchema) } },
      },
    ]);
}

function answers(route: JsonRoute | RawRoute): readonly (readonly [string, Json])[] {
  if ('handle' in route)
    return route.statuses.map((status) => [
      String(status),
      {
        description: STATUS_CODES[status] ?? 'Answer',
        content: { 'application/json': { schema: jsonSchema(route.answer) } },
      },
    ]);
  const { type, description, schema } = route.content;
  const content = { [type]: schema ? { schema: jsonSchema(schema) } : {} };
  return [[String(route.status ?? 200), { description, content }]];
}

function operation(route: Route): Json {
  const isJson = 'handle' in route;
  const given = [
    ...parameters('path', isJson ? route.params : undefined),
    ...parameters('query', route.query),
    ...(isJson && route.isConditional ? [IF_MATCH] : []),
  ];
  const body = isJson ? route.body : undefined;
  const responses = [...answers(route), ...problems(route)].sort(
    ([one], [other]) => Number(one) - Number(other),
  );
  return {
    operationId: route.id,
    tags: [route.tag],
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    ...(given.length > 0 ? { parameters: given } : {}),
    ...(body
      ? { requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(body) } } } }
      : {}),
    responses: Object.fromEntries(responses),
    security: route.action === 'public' ? [] : [{ basic: [] }, { keystone: [] }, {}],
    ...(route.action === 'public' ? {} : { 'x-action': route.action }),
  };
}

const ABOUT =
  'Which server holds which volume, and what should become of it. Sizes and offsets are bytes, times are milliseconds ' +
  'since the epoch. Lists come in pages: `next` of one is `after` of the next. Problems are RFC 9457 documents with a ' +
  'stable `code`. Who may do what: `x-action`, and “Who may do what” in registry/README.md.';

/** The OpenAPI document of routes. */
export function openapiDocument(routes: readonly Route[]): Json {
  const byPath = Map.groupBy(routes, ({ path }) => path);
  const paths = [...byPath].map(([path, some]) => [
    path,
    Object.fromEntries(some.map((route) => [route.method.toLowerCase(), operation(route)])),
  ]);
  return {
    openapi: '3.1.1',
    info: { title: 'baremetal-volumes registry', version: '1', description: ABOUT },
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths: Object.fromEntries(paths),
    components: {
      schemas: namedSchemas(),
      securitySchemes: {
        basic: { type: 'http', scheme: 'basic', description: '`--auth basic:FILE`' },
        keystone: {
          ...{ type: 'apiKey', in: 'header', name: 'X-Auth-Token' },
          description: '`--auth keystone:URL`',
        },
      },
    },
  };
}

/** As it is committed. */
export function openapiText(routes: readonly Route[]): string {
  return `${JSON.stringify(openapiDocument(routes), null, 2)}\n`;
}
