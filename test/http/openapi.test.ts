import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ENDPOINTS } from '#http/api/endpoints.ts';
import { API_PATHS } from '#http/api/paths.ts';
import { ask } from '../support/browser.ts';
import { serve, type Served } from '../support/serve.ts';

type Schema = { readonly $ref?: string; readonly [name: string]: unknown };
type Operation = {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean; readonly schema: Schema }[];
  readonly requestBody?: { readonly required: boolean; readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>>;
};
type Document = {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>>; readonly securitySchemes: Readonly<Record<string, unknown>> };
};

/** Where the API has under another name what the console has. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['POST /me', 'POST /staff/:id/rename'],
  ['GET /colleagues', 'GET /staff'],
  ['GET /care', 'GET /satisfaction'],
  ['GET /tasks', 'GET /case-tasks'],
]);
/** Sessions of browsers, and streams for pages: programs have tokens, and webhooks tell them what happens. */
const OF_PAGES = ['POST /sign-in', 'POST /sign-out', 'GET /me', 'GET /events', 'GET /conversations/:id/events'];

let served: Served;
let document: Document;
let operations: readonly (readonly [name: string, operation: Operation])[];
beforeAll(async () => {
  served = await serve();
  const answer = await ask(served.url, '/openapi.json');
  expect(answer.status).toBe(200);
  document = answer.json as Document;
  operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const));
});
afterAll(() => served.close());

const inDocument = (path: string): string => `/api/v1${path.replaceAll(/:(\w+)/g, '{$1}')}`;
/** Every reference and every key word of a schema, wherever it stands. */
const refsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.flatMap(refsIn) : typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([name, inner]) => (name === '$ref' && typeof inner === 'string' ? [inner] : refsIn(inner))) : [];

describe('the OpenAPI document', () => {
  it('has every route of the server under /api/v1, and no other', () => {
    const routes = API_PATHS.map(([method, path]) => `${method} ${inDocument(path)}`).toSorted();
    expect(operations.map(([name]) => name).toSorted()).toEqual(routes);
    expect(ENDPOINTS.map(({ method, path }) => `${method} ${inDocument(path)}`).toSorted()).toEqual(routes);
    expect(new Set(routes).size).toBe(routes.length);
    expect(API_PATHS.filter(([, , body]) => body).map(([, path]) => path)).toEqual(ENDPOINTS.filter(({ body }) => body === 'stream').map(({ path }) => path));
  });

  it('has something for everything that the console has, but for its own pages', () => {
    const known = new Set(API_PATHS.map(([method, path]) => `${method} ${path}`));
    const missing = served.consoleRoutes
      .map(({ method, path }) => `${method} ${path.replace('/api/console', '')}`)
      .filter((route) => !known.has(route) && !known.has(ELSEWHERE.get(route) ?? '') && !OF_PAGES.includes(route));
    expect(missing).toEqual([]);
    expect([...ELSEWHERE.keys(), ...OF_PAGES].filter((route) => known.has(route))).toEqual([]);
  });

  it('leads to answers: every operation is there, and asks for a token', async () => {
    const statuses = await Promise.all(operations.slice(0, 60).map(async ([name]) => {
      const [method = '', path = ''] = name.split(' ');
      return [name, (await ask(served.url, path.replaceAll(/\{\w+\}/g, 'none'), { method })).status] as const;
    }));
    expect(statuses.filter(([, status]) => status !== 401)).toEqual([]);
  });

  it('is whole: version, names that are unique, references that lead somewhere, parameters of every path', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect(document.info).toMatchObject({ title: expect.stringContaining('Small Shop'), version: '1' });
    expect(document.servers[0]?.url).toBe(served.url);
    expect(Object.keys(document.components.securitySchemes)).toEqual(['token']);
    const ids = operations.map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const known = new Set(Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`));
    expect(refsIn(document).filter((ref) => !known.has(ref))).toEqual([]);
    expect([...known].filter((ref) => !refsIn(document).includes(ref))).toEqual([]);
    for (const [name, { parameters = [], responses, requestBody, summary, tags }] of operations) {
      const inPath = [...name.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
      expect([name, parameters.filter((each) => each.in === 'path' && each.required).map((each) => each.name)]).toEqual([name, inPath]);
      expect(parameters.every(({ schema }) => schema !== undefined)).toBe(true);
      expect([name, summary.length > 10, tags.length]).toEqual([name, true, 1]);
      expect([name, Object.keys(responses).filter((status) => status.startsWith('2')).length]).toEqual([name, 1]);
      expect(Object.values(responses).every(({ description }) => description !== '')).toBe(true);
      expect([name, requestBody === undefined]).toEqual([name, name.startsWith('GET')]);
    }
  });

  it('has schemas that are valid JSON Schema of the draft that OpenAPI 3.1 uses', () => {
    const { schemas } = document.components;
    const $defs = JSON.parse(JSON.stringify(schemas).replaceAll('#/components/schemas/', '#/$defs/')) as Record<string, Schema>;
    const own = (schema: Schema): Schema => JSON.parse(JSON.stringify(schema).replaceAll('#/components/schemas/', '#/$defs/')) as Schema;
    for (const [name, { requestBody, responses }] of operations) {
      for (const { schema } of [...Object.values(requestBody?.content ?? {}), ...Object.values(responses).flatMap(({ content = {} }) => Object.values(content))]) {
        if (schema) expect(() => z.fromJSONSchema({ ...own(schema), $defs }), name).not.toThrow();
      }
    }
  });
});
