import { z } from 'zod';
import { MAX_MESSAGE_LENGTH } from '../message.ts';
import { CLAIM_KINDS, OUTCOMES, URGENCIES } from './case.ts';

const words = z.string().min(1).max(MAX_MESSAGE_LENGTH);
const id = z.string().min(1).max(100);
const hundredths = z.int().min(0).max(1_000_000_000).describe('In hundredths of the currency');

/** What is known of a case when it is opened or described better. */
export const caseFactsSchema = z.strictObject({
  summary: z.string().min(1).max(1_000).exactOptional().describe('What it is about; the customer’s first words when left out'),
  claim: z.enum(CLAIM_KINDS).exactOptional(),
  amountWished: hundredths.exactOptional(),
  cause: id.exactOptional().describe('A code of cases.yaml'),
  department: id.exactOptional().describe('A code of cases.yaml'),
  product: z.string().min(1).max(200).exactOptional(),
  orders: z.array(z.string().min(1).max(100)).max(20).exactOptional(),
});

/** What staff do with a case. */
export const caseCommandSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('reopen'), note: words }),
  z.strictObject({ kind: z.literal('assign'), agentId: id }),
  z.strictObject({ kind: z.literal('describe'), facts: caseFactsSchema }),
  z.strictObject({ kind: z.literal('add_evidence'), evidence: z.strictObject({ kind: z.enum(['message', 'order', 'link', 'file', 'note']), value: words, note: words.exactOptional() }) }),
  z.strictObject({ kind: z.literal('add_task'), department: id, text: words, urgency: z.enum(URGENCIES), agentId: id.exactOptional() }),
  z.strictObject({ kind: z.literal('start_task'), taskId: id }),
  z.strictObject({ kind: z.literal('give_task'), taskId: id, agentId: id.exactOptional().describe('Whoever takes it in its department when left out') }),
  z.strictObject({ kind: z.literal('finish_task'), taskId: id, result: words }),
  z.strictObject({ kind: z.literal('cancel_task'), taskId: id, reason: words }),
  z.strictObject({ kind: z.literal('decide'), outcome: z.enum(OUTCOMES), remedy: z.enum(CLAIM_KINDS), text: words.describe('As the customer reads it'), compensation: hundredths }),
  z.strictObject({ kind: z.literal('approve') }),
  z.strictObject({ kind: z.literal('decline'), reason: words }),
  z.strictObject({ kind: z.literal('ask') }),
  z.strictObject({ kind: z.literal('confirm'), seq: z.int().min(1).describe('The message in which the customer says that it is settled') }),
  z.strictObject({ kind: z.literal('refuse'), words }),
]);
