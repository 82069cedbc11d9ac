import { z } from 'zod';
import { CASE_STATES, CLAIM_KINDS, OUTCOMES, URGENCIES } from '#core/cases/case.ts';
import { caseCommandSchema, caseFactsSchema } from '#core/cases/command-schema.ts';
import { csvAnswer } from '#core/cases/csv-answer.ts';
import { BatonError } from '#core/errors.ts';
import type { ApiToken } from '#core/ports/api-store.ts';
import type { Agent } from '#core/ports/desk.ts';
import { type ApiContext, type Endpoint, endpoint } from './endpoint.ts';
import * as schemas from './schemas.ts';

const TAG = 'Cases';
const DAY_MS = 24 * 3600_000;
const { time } = schemas;
const money = z.int().describe('In hundredths of the currency');
const name = z.object({ zh: z.string(), en: z.string() });
const person = z.object({ id: z.string(), name: z.string() });
const limit = z.object({ dueAt: time, warnAt: time, warnedAt: time.optional(), lateAt: time.optional().describe('Since when it is broken') });
const attempt = z.object({ at: time, by: z.string() });

const evidence = z.object({ id: z.string(), kind: z.enum(['message', 'order', 'link', 'file', 'note']), value: z.string().describe('For a message its `seq`'), conversationId: z.string().optional().describe('Where a message of an earlier conversation stands'), note: z.string().optional(), by: z.string(), at: time });
const task = z.object({
  id: z.string(),
  department: z.string(),
  text: z.string(),
  urgency: z.enum(URGENCIES),
  state: z.enum(['open', 'started', 'done', 'cancelled']),
  assignee: person.optional(),
  limit,
  openedAt: time,
  openedBy: z.string(),
  endedAt: time.optional(),
  endedBy: z.string().optional(),
  result: z.string().optional(),
});
const decision = z.object({
  outcome: z.enum(OUTCOMES),
  remedy: z.enum(CLAIM_KINDS),
  text: z.string(),
  compensation: money,
  by: person,
  at: time,
  approval: z.enum(['not_needed', 'pending', 'approved']).describe('What is `pending` is not told to the customer'),
  approvedBy: person.optional(),
});
const record = z.object({
  id: z.string().describe('Such as C-20261122-0007'),
  day: z.string(),
  version: z.int().describe('Grows with every change; a step names the one that was seen'),
  conversationId: z.string().describe('The conversation in which something happened to it last'),
  earlier: z.array(z.string()).optional().describe('Conversations in which it was before, the latest last'),
  customerId: z.string().optional(),
  customerName: z.string(),
  state: z.enum(CASE_STATES),
  summary: z.string(),
  owner: person.optional(),
  claim: z.enum(CLAIM_KINDS),
  amountWished: money.optional(),
  cause: z.string().optional(),
  department: z.string().optional(),
  product: z.string().optional(),
  orders: z.array(z.string()),
  evidence: z.array(evidence),
  tasks: z.array(task),
  decision: decision.optional(),
  decideBy: limit.optional(),
  newsAt: time.optional().describe('When the customer hears of it next without asking'),
  newsOwedAt: time.optional().describe('Since when the customer is owed news that Baton leaves to the person who has the conversation'),
  attempts: z.array(attempt).describe('When the customer was asked whether it is settled'),
  isLastAttempt: z.boolean().optional(),
  askAgainAt: time.optional(),
  askedSeq: z.int().optional(),
  askedSegment: z.int().optional(),
  closing: z.object({ reason: z.enum(['confirmed', 'no_answer']), at: time, by: z.string(), seq: z.int().optional(), attempts: z.array(attempt) }).optional(),
  openedAt: time,
  openedBy: z.string(),
  reopened: z.int(),
  lateAt: time.optional(),
  history: z.array(z.object({ at: time, by: z.string(), what: z.string(), words: z.string().optional() })),
});
const view = z.object({
  record: record.optional(),
  setup: z.object({ departments: z.array(z.object({ id: z.string(), name })), causes: z.array(z.object({ id: z.string(), name })), currency: z.string(), mayGrant: money.optional() }),
  isLate: z.boolean(),
  mayReopen: z.boolean(),
  approval: z.object({ by: z.array(z.string()).describe('Names of those who may approve so much; empty where nobody may'), mayApprove: z.boolean().describe('May whoever asks?') }).optional().describe('Where a decision waits for it'),
});
const line = z.object({
  id: z.string(),
  state: z.enum(CASE_STATES),
  summary: z.string(),
  claim: z.enum(CLAIM_KINDS),
  cause: z.string().optional(),
  ownerId: z.string().optional(),
  ownerName: z.string().optional(),
  openedAt: time,
  dueAt: time.optional(),
  isLate: z.boolean(),
  openTasks: z.int(),
  awaitsApproval: z.boolean(),
  reopened: z.int(),
  conversationId: z.string(),
  customerName: z.string(),
  closedAt: time.optional(),
  closedBecause: z.enum(['confirmed', 'no_answer']).optional(),
});
const taskLine = z.object({
  caseId: z.string(),
  conversationId: z.string(),
  customerName: z.string(),
  taskId: z.string(),
  department: z.string().describe('A code of cases.yaml'),
  departmentName: name,
  text: z.string(),
  urgency: z.enum(URGENCIES),
  state: z.enum(['open', 'started']),
  assigneeId: z.string().optional().describe('Absent while it is whoever’s in the department'),
  assigneeName: z.string().optional(),
  ownerName: z.string().optional().describe('Who is responsible for the case'),
  openedAt: time,
  dueAt: time,
  isLate: z.boolean(),
});
const row = z.object({ id: z.string(), name, count: z.int(), closed: z.int(), lateShare: z.number(), medianCloseMs: z.int().optional(), compensation: money });
const flag = z.enum(['true', 'false']).transform((text) => text === 'true').optional();
const states = z
  .string()
  .regex(/^(?:open|investigating|decided|awaiting|closed)(?:,(?:open|investigating|decided|awaiting|closed))*$/, 'must be states, separated by commas')
  .transform((text) => text.split(',') as (typeof CASE_STATES)[number][])
  .optional()
  .describe('States, separated by commas; all when left out');

const span = z.strictObject({ from: z.coerce.number().int().min(0).optional().describe('Unix ms; 30 days before `to` when left out'), to: z.coerce.number().int().min(0).optional().describe('Unix ms; now when left out') });

/** Complaints with owner, tasks and decision. */
export const CASES: readonly Endpoint[] = [
  endpoint('GET', '/cases', {
    id: 'listCases',
    tag: TAG,
    summary: 'Cases, newest first by when they were opened',
    role: 'read',
    query: z.strictObject({
      state: states,
      ownerId: z.string().max(100).optional(),
      customerId: z.string().max(200).optional(),
      conversationId: z.string().max(100).optional(),
      department: z.string().max(100).optional().describe('A code of cases.yaml: responsible for it, or with a task that is not done'),
      late: flag.describe('`true`: only those of which a limit is broken'),
      awaitsApproval: flag.describe('`true`: only those whose decision waits for approval'),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.string().max(100).optional().describe('`next` of the page before'),
    }),
    answer: z.object({ cases: z.array(line), next: z.string().optional() }),
    run: (context, { query: { state, late, awaitsApproval, ...query } }) => desk(context).list({ ...query, states: state, isLate: late, awaitsApproval }),
  }),
  endpoint('GET', '/case-tasks', {
    id: 'listCaseTasks',
    tag: TAG,
    summary: 'Tasks of departments that are not ended, the next that is due first',
    role: 'read',
    query: z.strictObject({
      department: z.string().max(100).optional().describe('A code of cases.yaml'),
      assigneeId: z.string().max(100).optional().describe('Given to this colleague'),
      late: flag.describe('`true`: only those whose limit is broken'),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.string().max(100).optional().describe('`next` of the page before'),
    }),
    answer: z.object({ tasks: z.array(taskLine), next: z.string().optional() }),
    run: (context, { query: { late, ...query } }) => desk(context).tasks({ ...query, isLate: late }),
  }),
  endpoint('GET', '/cases/:id', {
    id: 'getCase',
    tag: TAG,
    summary: 'One case by its number',
    role: 'read',
    params: { id: 'Number of the case' },
    answer: view,
    run: (context, { params, token }) => desk(context).get(params['id'] ?? '', token.staff ?? readerOf(token)),
  }),
  endpoint('POST', '/cases/:id/command', {
    id: 'changeCase',
    tag: TAG,
    summary: 'One step: describe it, add evidence or a task, decide, approve, ask the customer, and so on; 409 when somebody was faster',
    role: 'agent',
    acts: true,
    key: 'optional',
    params: { id: 'Number of the case' },
    body: z.strictObject({ version: z.int().min(1), command: caseCommandSchema }),
    answer: view,
    run: async (context, { params, agent, key, body }) => desk(context).command(params['id'] ?? '', await agent(), body.command, body.version, key),
  }),
  endpoint('POST', '/conversations/:id/case', {
    id: 'openCase',
    tag: TAG,
    summary: 'Open a case for the customer of a conversation; whoever does is responsible. 409 where one is open',
    role: 'agent',
    acts: true,
    key: 'optional',
    params: { id: 'Id of the conversation' },
    body: caseFactsSchema,
    answer: view,
    status: 201,
    run: async (context, { params, agent, key, body }) => desk(context).open(params['id'] ?? '', await agent(), body, key),
  }),
  endpoint('GET', '/conversations/:id/case', {
    id: 'getCaseOfConversation',
    tag: TAG,
    summary: 'The case of a conversation, open or closed last, with the departments and causes that there are; without `record` where there is none',
    role: 'read',
    params: { id: 'Id of the conversation' },
    answer: view,
    async run(context, { params, token }) {
      const found = await desk(context).ofConversation(params['id'] ?? '', token.staff ?? readerOf(token));
      if (!found) throw new BatonError('not_allowed_now', 'Cases are not set up here; see intents/cases.yaml.');
      return found;
    },
  }),
  endpoint('GET', '/cases.csv', {
    id: 'downloadCases',
    tag: TAG,
    summary: 'The same cases as the report counts, as a table (CSV, UTF-8): a line each, newest first',
    role: 'lead',
    query: span,
    file: 'text/csv',
    run(context, { query, token }) {
      const { from, to } = spanOf(context, query);
      return Promise.resolve(csvAnswer(desk(context), readerOf(token), from, to));
    },
  }),
  endpoint('GET', '/case-report', {
    id: 'reportCases',
    tag: TAG,
    summary: 'What complaints came from, by cause, product and department',
    role: 'lead',
    query: span,
    answer: z.object({ from: time, to: time, currency: z.string(), total: row, byCause: z.array(row), byProduct: z.array(row), byDepartment: z.array(row) }),
    run(context, { query, token }) {
      const { from, to } = spanOf(context, query);
      return desk(context).report(readerOf(token), from, to);
    },
  }),
];

/** Whoever reads by a token sees what its role sees. */
function readerOf({ id, name, role }: ApiToken): Agent {
  return { id, name, role: role === 'lead' ? 'lead' : 'agent' };
}

function spanOf({ clock }: ApiContext, { from, to = clock.now() + 1 }: { readonly from?: number | undefined; readonly to?: number | undefined }): { readonly from: number; readonly to: number } {
  return { from: from ?? to - 30 * DAY_MS, to };
}

function desk({ cases }: ApiContext) {
  if (!cases) throw new BatonError('unavailable', 'There are no cases here.');
  return cases;
}
