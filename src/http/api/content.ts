import { z } from 'zod';
import { type DocumentHead, type DocumentKey, knownSource } from '#core/document.ts';
import { BatonError } from '#core/errors.ts';
import { countUnhelpful, type JudgedGroup } from '#core/gap.ts';
import type { DocumentDesk } from '#core/ports/document-desk.ts';
import { type Endpoint, endpoint } from './endpoint.ts';
import * as schemas from './schemas.ts';

const DOCUMENT = { id: 'Id of the document', language: '`zh` or `en`' };
const GAP = { id: 'Id of the group' };
const nothing = z.strictObject({});
const page = z.coerce.number().int().min(1).max(200).default(50).describe('At most 200; 50 when left out');

/** Documents and gaps, for leads. */
export const CONTENT: readonly Endpoint[] = [
  endpoint('GET', '/documents', {
    id: 'listDocuments',
    tag: 'Documents',
    summary: 'Documents that answer beside the article files, changed ones first',
    role: 'lead',
    query: z.strictObject({ find: z.string().max(200).default('').describe('Only those whose title, id or source has these words'), limit: page, skip: z.coerce.number().int().min(0).default(0) }),
    answer: z.object({ documents: z.array(schemas.document), total: z.int() }),
    async run({ documents }, { query }) {
      const found = await documents.list({ words: query.find.trim(), skip: query.skip, limit: query.limit });
      return { documents: found.documents.map(toDocument), total: found.total };
    },
  }),
  endpoint('POST', '/documents', {
    id: 'uploadDocument',
    tag: 'Documents',
    summary: 'Hand a file in, as the body: Markdown, HTML, text, DOCX, PDF, CSV or XLSX. One of the same name takes the place of the one before',
    role: 'lead',
    query: z.strictObject({ name: z.string().min(1).max(1_000).describe('Name of the file; its ending says what it is'), audience: z.enum(['customer', 'staff']), language: schemas.language.optional(), product: z.string().max(100).optional().describe('Id of the product it is about, where the file does not say it'), validFrom: z.iso.date().optional().describe('First day on which it holds, where the file does not say it'), review: z.iso.date().optional().describe('Day on which somebody should read it again, where the file does not say it'), state: z.literal('draft').optional() }),
    body: 'stream',
    answer: z.object({ added: z.int(), changed: z.int(), unchanged: z.int(), quarantined: z.int(), refused: z.array(z.object({ reason: z.string(), message: z.string() })) }),
    async run({ documents }, { query, request }) {
      const { added, changed, unchanged, quarantined, refused } = await documents.take({ ...query, content: request.body ?? nobody() });
      return { added: added.length, changed: changed.length, unchanged, quarantined: quarantined.length, refused };
    },
  }),
  endpoint('GET', '/documents/:id/:language', {
    id: 'getDocument',
    tag: 'Documents',
    summary: 'A document with its text (Markdown)',
    role: 'lead',
    params: DOCUMENT,
    answer: z.object({ document: schemas.document, body: z.string() }),
    async run({ documents }, { params }) {
      const found = await documents.read(keyOf(params));
      return { document: toDocument(found), body: found.body };
    },
  }),
  documentStep('publish', 'publishDocument', 'It answers from the next question on', (documents, key) => documents.setState(key, 'published')),
  documentStep('retire', 'retireDocument', 'It answers no more', (documents, key) => documents.setState(key, 'retired')),
  documentStep('remove', 'removeDocument', 'Remove it for good', (documents, key) => documents.remove(key)),
  endpoint('GET', '/gaps', {
    id: 'listGaps',
    tag: 'Gaps',
    summary: 'What customers asked in vain, grouped by meaning: often and lately first',
    role: 'lead',
    query: z.strictObject({ since: z.coerce.number().int().min(0).optional().describe('Only questions since then, Unix ms'), all: z.enum(['true', 'false']).default('false').describe('Also what is answered by now or was dismissed'), limit: page }),
    answer: z.object({ gaps: z.array(schemas.gap), more: z.int() }),
    async run({ gaps }, { query }) {
      const { groups, more } = await gaps.review({ limit: query.limit, isAll: query.all === 'true', ...(query.since === undefined ? {} : { since: query.since }) });
      return { gaps: groups.map(toGap), more };
    },
  }),
  endpoint('POST', '/gaps/:id/draft', {
    id: 'draftFromGap',
    tag: 'Gaps',
    summary: 'Make a draft article of what a colleague answered',
    role: 'lead',
    params: GAP,
    body: z.strictObject({ conversationId: z.string().max(100).optional(), as: z.string().max(100).optional().describe('Id of the new article') }),
    answer: z.object({ document: schemas.document, body: z.string() }),
    async run({ gaps }, { params, body }) {
      const { document } = await gaps.draft(params['id'] ?? '', { ...(body.conversationId === undefined ? {} : { conversationId: body.conversationId }), ...(body.as === undefined ? {} : { id: body.as }) });
      return { document: toDocument(document), body: document.body };
    },
  }),
  ...(['dismiss', 'restore'] as const).map((step) =>
    endpoint('POST', `/gaps/:id/${step}`, {
      id: `${step}Gap`,
      tag: 'Gaps',
      summary: step === 'dismiss' ? 'It needs no answer' : 'It needs an answer after all',
      role: 'lead',
      params: GAP,
      body: nothing,
      run: ({ gaps }, { params }) => gaps.dismiss(params['id'] ?? '', step === 'dismiss').then(() => undefined),
    }),
  ),
];

function documentStep(step: string, id: string, summary: string, run: (documents: DocumentDesk, key: DocumentKey) => Promise<unknown>): Endpoint {
  return endpoint('POST', `/documents/:id/:language/${step}`, {
    id,
    tag: 'Documents',
    summary,
    role: 'lead',
    params: DOCUMENT,
    body: nothing,
    run: ({ documents }, { params }) => run(documents, keyOf(params)).then(() => undefined),
  });
}

function keyOf({ id = '', language }: Readonly<Record<string, string>>): DocumentKey {
  if (language !== 'zh' && language !== 'en') throw new BatonError('not_found', `There is no document "${id}" in this language.`);
  return { id, language };
}

function toDocument({ id, language, title, audience, product, state, stateReason, version, updatedAt, validFrom, review, source }: DocumentHead) {
  return { id, language, title, audience, state, version, updatedAt, source: knownSource(source), ...(stateReason === undefined ? {} : { reason: stateReason }), ...(product === 'all' ? {} : { products: [...product] }), ...(validFrom === undefined ? {} : { validFrom }), ...(review === undefined ? {} : { review }) };
}

function toGap({ id, count, firstAt, lastAt, state, gaps, examples, nearest, draft }: JudgedGroup) {
  return { id, count, firstAt, lastAt, state, unhelpful: countUnhelpful({ gaps, count }), examples, ...(nearest ? { nearest } : {}), ...(draft === undefined ? {} : { draft }) };
}

async function* nobody(): AsyncGenerator<Uint8Array> {}
