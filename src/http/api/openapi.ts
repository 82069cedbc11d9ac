import { z, type ZodType } from 'zod';
import type { Bilingual } from '#core/language.ts';
import type { Endpoint } from './endpoint.ts';
import { type EventType, EVENT_TYPES } from '#core/webhooks/event.ts';
import { EVENT_MEANINGS } from './event-meanings.ts';
import { event } from './event-schemas.ts';
import { error } from './schemas.ts';

type Json = { readonly [name: string]: unknown };

const DEFS = '#/$defs/';
const COMPONENTS = '#/components/schemas/';

/** The API as an OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.1), made of the schemas that check the requests. */
export function describeApi(endpoints: readonly Endpoint[], company: Bilingual, serverUrl: string): Json {
  const components = new Map<string, unknown>();
  const schema = (type: ZodType, io: 'input' | 'output'): unknown => {
    const { $schema: _, $defs = {}, ...own } = z.toJSONSchema(type, {
      io,
      unrepresentable: 'any',
      // Answers may get more fields in this version of the API.
      override: ({ jsonSchema }) => void (io === 'output' && jsonSchema.additionalProperties === false && delete jsonSchema.additionalProperties),
    });
    for (const [name, definition] of Object.entries($defs)) components.set(name, relink(definition));
    return relink(own);
  };
  const paths: Record<string, Record<string, unknown>> = {};
  for (const each of endpoints) {
    const path = `/api/v1${each.path.replaceAll(/:(\w+)/g, '{$1}')}`;
    paths[path] = { ...paths[path], [each.method.toLowerCase()]: operation(each, schema) };
  }
  schema(z.object({ error, event }), 'output');
  return {
    openapi: '3.1.1',
    info: {
      title: `Baton – ${company.en}`,
      version: '1',
      description: 'Everything that staff do in the console, for programs; what happens is told to webhooks. Times are Unix ms. GET reads, POST acts; a step is answered once it is stored.',
    },
    servers: [{ url: serverUrl }],
    security: [{ token: [] }],
    paths,
    webhooks: Object.fromEntries(EVENT_TYPES.map((type) => [type, told(type)])),
    components: {
      schemas: Object.fromEntries([...components].toSorted(([a], [b]) => (a < b ? -1 : 1))),
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'npm run -s baton -- token create NAME --role read|agent|lead' } },
    },
  };
}

function operation({ id, tag, summary, role, acts, key, params, query, body, status, answer, file }: Endpoint, schema: (type: ZodType, io: 'input' | 'output') => unknown): Json {
  const fields = (query && (schema(query, 'input') as { properties?: Record<string, Json>; required?: string[] })) ?? {};
  const header = (name: string, required: boolean, description: string): Json => ({ name, in: 'header', required, description, schema: { type: 'string' } });
  const parameters = [
    ...Object.entries(params).map(([name, description]) => ({ name, in: 'path', required: true, description, schema: { type: 'string' } })),
    ...Object.entries(fields.properties ?? {}).map(([name, { description, ...own }]) => ({ name, in: 'query', required: fields.required?.includes(name) ?? false, ...(description === undefined ? {} : { description }), schema: own })),
    ...(acts ? [header('Baton-Agent', false, 'Id of the colleague who acts, where the token is not bound to one')] : []),
    ...(key ? [header('Idempotency-Key', key === 'required', 'A new UUID for each step, the same one when it is sent again: it takes effect once. With another content it is refused with 409.')] : []),
  ];
  const content = body === 'stream' ? { 'application/octet-stream': {} } : body && { 'application/json': { schema: schema(body, 'input') } };
  const faults = ['400', '401', '403', '429', ...(Object.keys(params).length > 0 ? ['404'] : []), ...(key ? ['409'] : [])].toSorted();
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: `Needs a token with the role ${role}${role === 'lead' ? '' : ' or more'}.`,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(content ? { requestBody: { required: body === 'stream' || !isEmptyAllowed(body), content } } : {}),
    responses: {
      [status]: { description: answer ?? file ? 'Done' : 'Done; no content', ...(file ? { content: { [file]: {} } } : answer ? { content: { 'application/json': { schema: schema(answer, 'output') } } } : {}) },
      ...Object.fromEntries(faults.map((code) => [code, { description: FAULTS[code] ?? '', content: { 'application/json': { schema: { $ref: `${COMPONENTS}Error` } } } }])),
    },
  };
}

/** What an endpoint of a webhook is sent. */
function told(type: EventType): Json {
  const header = (name: string, description: string): Json => ({ name, in: 'header', required: true, description, schema: { type: 'string' } });
  return {
    post: {
      operationId: `on.${type}`,
      tags: ['Webhooks'],
      summary: EVENT_MEANINGS[type],
      description: `Told to webhooks that asked for ${type}, signed as Standard Webhooks says.`,
      security: [],
      parameters: [header('webhook-id', 'The same every time the event is told again'), header('webhook-timestamp', 'Unix time, seconds'), header('webhook-signature', 'v1, and the base64 HMAC-SHA256 of id.timestamp.body; several with blanks between')],
      requestBody: { required: true, content: { 'application/json': { schema: { $ref: `${COMPONENTS}Event` } } } },
      responses: { '2XX': { description: 'Taken; anything else is tried again' } },
    },
  };
}

const FAULTS: Readonly<Record<string, string>> = {
  400: 'The request does not fit; the message names each field',
  401: 'No token, or one that is unknown, revoked or expired',
  403: 'The token or the colleague may not',
  404: 'There is no such thing',
  409: 'It does not fit now, a colleague was first, or the Idempotency-Key was used with another content',
  429: 'Too many requests; see Retry-After',
};

function isEmptyAllowed(body: ZodType | 'stream' | undefined): boolean {
  return typeof body === 'object' && body.safeParse({}).success;
}

/** References to definitions inside one schema, as references to the document's components. */
function relink(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(relink);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== '$schema' && name !== '$id' && name !== 'id' || typeof (value as Json)[name] === 'object')
      .map(([name, inner]) => [name, name === '$ref' && typeof inner === 'string' ? inner.replace(DEFS, COMPONENTS) : relink(inner)]),
  );
}
