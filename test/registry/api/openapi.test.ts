import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { openapiDocument, openapiText } from '../../../registry/api/openapi.ts';
import { ROUTES } from '../../../registry/api/routes.ts';
import { POLICY } from '../../../registry/auth/policy.ts';
import { ApiFixture } from '../../support/api-fixture.ts';

const COMMITTED = join(import.meta.dirname, '../../../registry/api/openapi.json');

interface Schema {
  readonly properties?: Readonly<Record<string, { readonly type?: string; readonly description?: string }>>;
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<Record<string, { readonly content?: object }>>;
  readonly 'x-action'?: string;
}

const document = openapiDocument(ROUTES) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};
const operations = Object.entries(document.paths).flatMap(([path, some]) =>
  Object.entries(some).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
);

/** Every `$ref` in it. */
function references(value: unknown): readonly string[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === '$ref' ? [String(member)] : references(member),
  );
}

describe('the OpenAPI document', () => {
  it('is committed as the routes make it; make it anew with `npm run openapi`', () => {
    expect(readFileSync(COMMITTED, 'utf8')).to.equal(openapiText(ROUTES));
  });

  it('has every route, each under a name of its own', () => {
    expect(operations.map(({ path, method }) => `${method} ${path}`)).to.have.members(
      ROUTES.map(({ path, method }) => `${method} ${path}`),
    );
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).to.equal(ROUTES.length);
  });

  it('refers to nothing that is not in it', () => {
    const known = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
    const used = references(document);
    expect(used.length).to.be.greaterThan(100);
    expect([...new Set(used)].filter((reference) => !known.includes(reference))).to.deep.equal([]);
  });

  it('says the unit of every number in its name, or what the number is', () => {
    const nameless = Object.entries(document.components.schemas).flatMap(([schema, { properties = {} }]) =>
      Object.entries(properties)
        .filter(
          ([name, { type, description }]) => type === 'integer' && !description && !/_(bytes|ms)$/.test(name),
        )
        .map(([name]) => `${schema}.${name}`),
    );
    expect(nameless).to.deep.equal(['Problem.status']);
    expect(document.components.schemas.Volume?.properties).to.include.keys('size_bytes', 'created_at_ms');
  });

  it('names the action that each route needs, of those that the policy knows', () => {
    for (const { operation } of operations)
      if (operation['x-action'] !== undefined) expect(POLICY).to.have.property(operation['x-action']);
  });

  it('has only routes that the server answers as it says', async () => {
    const { app } = await ApiFixture.start();
    for (const { path, method, operation } of operations) {
      const url = path.replace('{uuid}', crypto.randomUUID()).replace('{id}', crypto.randomUUID());
      // A stream goes on until somebody ends it.
      if (operation.operationId === 'stream_events') continue;
      const body = method === 'POST' ? { payload: {} } : {};
      const answer = await app.inject({
        method: method as 'GET',
        url,
        headers: { 'x-test-caller': 'admin' },
        ...body,
      });
      expect(Object.keys(operation.responses), `${method} ${path}`).to.include(String(answer.statusCode));
      const known = operation.responses[String(answer.statusCode)]?.content ?? {};
      const type = String(answer.headers['content-type']).split('; charset')[0];
      expect(
        Object.keys(known).map((name) => name.split('; charset')[0]),
        `${method} ${path}`,
      ).to.include(type);
    }
  });

  it('has the server refuse what it does not have', async () => {
    const { app } = await ApiFixture.start();
    for (const path of Object.keys(document.paths)) {
      const url = path.replace(/\{\w+\}/g, crypto.randomUUID());
      const answer = await app.inject({ method: 'DELETE', url });
      expect(answer.statusCode, path).to.equal(405);
      const allowed = Object.keys(document.paths[path] ?? {}).map((method) => method.toUpperCase());
      expect(String(answer.headers.allow).split(', '), path).to.have.members(allowed);
    }
  });
});
