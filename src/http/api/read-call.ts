import type { ZodType } from 'zod';
import { BatonError } from '#core/errors.ts';
import type { ApiToken, TokenRole } from '#core/ports/api-store.ts';
import type { Agent } from '#core/ports/desk.ts';
import type { RouteCall } from '#core/route.ts';
import type { ApiCall, ApiContext, Endpoint } from './endpoint.ts';

const RANK: Readonly<Record<TokenRole, number>> = { read: 0, agent: 1, lead: 2 };

/** A request as its operation needs it. Throws `forbidden`, `invalid_input`. */
export async function readCall(context: ApiContext, { role, acts, key, query, body }: Endpoint, token: ApiToken, { request, url, params }: RouteCall): Promise<ApiCall<unknown, unknown>> {
  if (RANK[token.role] < RANK[role]) {
    throw new BatonError('forbidden', `This token may ${token.role === 'read' ? 'only read' : 'act as an agent'}; this needs a token with the role ${role}.`);
  }
  const call = {
    params,
    query: query && check(query, Object.fromEntries(url.searchParams), 'query'),
    body: body === undefined || body === 'stream' ? undefined : check(body, await readJson(request), 'body'),
    token,
    key: key && readKey(request, key === 'required'),
    agent: () => readAgent(context, token, request),
    request,
  };
  // Who acts must be there before anything is done.
  if (!acts) return call;
  const agent = await call.agent();
  return { ...call, agent: () => Promise.resolve(agent) };
}

/** Who acts: the colleague of the token, or whom the request names; never with more rights than the token has. */
async function readAgent({ access }: ApiContext, token: ApiToken, request: Request): Promise<Agent> {
  const named = request.headers.get('baton-agent') ?? undefined;
  if (token.staff && named !== undefined && named !== token.staff.id) throw new BatonError('forbidden', 'This token acts as one colleague; leave the header Baton-Agent out.');
  const id = token.staff?.id ?? named;
  if (id === undefined) throw new BatonError('invalid_input', 'Say who acts: put the id of a colleague (GET /api/v1/staff) into the header Baton-Agent.');
  const staff = (await access.staff()).find((person) => person.id === id);
  if (!staff) throw new BatonError('invalid_input', 'Baton-Agent names nobody of the staff; see GET /api/v1/staff.');
  return { id: staff.id, name: staff.name, role: token.role === 'lead' ? staff.role : 'agent' };
}

function readKey(request: Request, isRequired: boolean): string | undefined {
  const key = request.headers.get('idempotency-key') ?? undefined;
  if (key === undefined && isRequired) throw new BatonError('invalid_input', 'The header Idempotency-Key is missing: a new UUID for each thing that is said, the same one when it is sent again.');
  if (key !== undefined && !/^[\w.:-]{8,100}$/.test(key)) throw new BatonError('invalid_input', 'Idempotency-Key has 8 to 100 letters, digits or any of _ . : -');
  return key;
}

async function readJson(request: Request): Promise<unknown> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await request.arrayBuffer());
    return text.trim() === '' ? {} : (JSON.parse(text) as unknown);
  } catch (cause) {
    throw new BatonError('invalid_input', 'The request body is not valid JSON in UTF-8.', { cause });
  }
}

function check(schema: ZodType, value: unknown, where: string): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const details = result.error.issues.map(({ path, message }) => `${path.join('.') || where}: ${message}`);
  throw new BatonError('invalid_input', `The request does not fit: ${details.join('; ')}.`, { details });
}
