import { z } from 'zod';
import { type DocumentHead, type DocumentKey, knownSource } from '#core/document.ts';
import { BatonError } from '#core/errors.ts';
import type { DocumentsView, DocumentView, UploadView } from '#core/protocol.ts';
import type { Route, RouteCall } from '#core/route.ts';
import { readJson } from '#adapters/shared/read-json.ts';
import type { ConsoleContext } from './server.ts';
import { requireStaff } from './sign-in.ts';

/** Documents that the page shows. */
const SHOWN = 200;
/** Longer words to look for stand in no title. */
const MAX_WORDS = 200;

const uploadQuery = z.object({
  name: z.string().min(1).max(1_000),
  audience: z.enum(['customer', 'staff']),
  language: z.enum(['zh', 'en']).optional(),
  product: z.string().max(100).optional(),
  validFrom: z.string().max(100).optional(),
  review: z.string().max(100).optional(),
  state: z.literal('draft').optional(),
});

/** For leads: the documents that answer beside the articles, handing more in, and deciding which of them answer. */
export function documentRoutes(context: ConsoleContext): readonly Route[] {
  const { documents } = context;
  const post = (step: string, run: (key: DocumentKey) => Promise<unknown>): Route => ({
    method: 'POST',
    path: `/api/console/documents/:id/:language/${step}`,
    async handle(call) {
      await requireLead(context, call);
      await readJson(call.request, z.strictObject({}));
      await run(keyOf(call));
      return new Response(null, { status: 204 });
    },
  });
  return [
    {
      method: 'GET',
      path: '/api/console/documents',
      async handle(call) {
        await requireLead(context, call);
        const words = (call.url.searchParams.get('find') ?? '').trim().slice(0, MAX_WORDS);
        const found = await documents.list({ words, skip: 0, limit: SHOWN });
        const view: DocumentsView = { documents: found.documents.map(toView), more: found.total - found.documents.length, largest: documents.largest, products: documents.products };
        return Response.json(view);
      },
    },
    {
      method: 'POST',
      path: '/api/console/documents',
      body: 'stream',
      async handle(call) {
        await requireLead(context, call);
        const query = uploadQuery.safeParse(Object.fromEntries(call.url.searchParams));
        if (!query.success) throw new BatonError('invalid_input', `The request does not fit: ${query.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}.`);
        const { added, changed, unchanged, quarantined, refused } = await documents.take({ ...query.data, content: call.request.body ?? nothing() });
        const view: UploadView = { added: added.length, changed: changed.length, unchanged, quarantined: quarantined.length, refused };
        return Response.json(view);
      },
    },
    {
      method: 'GET',
      path: '/api/console/documents/:id/:language',
      async handle(call) {
        await requireLead(context, call);
        const { body } = await documents.read(keyOf(call));
        return Response.json({ body });
      },
    },
    post('publish', (key) => documents.setState(key, 'published')),
    post('retire', (key) => documents.setState(key, 'retired')),
    post('remove', (key) => documents.remove(key)),
  ];
}

async function requireLead(context: ConsoleContext, call: RouteCall): Promise<void> {
  const staff = await requireStaff(context, call);
  if (staff.role !== 'lead') throw new BatonError('forbidden', '只有主管能管理文档。 · Only leads look after documents.');
}

function keyOf({ params }: RouteCall): DocumentKey {
  const { id = '', language } = params;
  if (language !== 'zh' && language !== 'en') throw new BatonError('not_found', `没有文档“${id}”。 · There is no document "${id}".`);
  return { id, language };
}

function toView({ id, language, title, audience, product, state, stateReason, version, source, updatedAt, validFrom, review }: DocumentHead): DocumentView {
  return {
    id,
    language,
    title,
    audience,
    state,
    version,
    updatedAt,
    source: knownSource(source),
    ...(stateReason === undefined ? {} : { reason: stateReason }),
    ...(product === 'all' ? {} : { products: product }),
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(review === undefined ? {} : { review }),
  };
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
