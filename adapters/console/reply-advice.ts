import { z } from 'zod';
import { askedIn } from '#core/brief/asks-again.ts';
import { adviseOnKnown } from '#core/brief/known-advice.ts';
import { readBrief } from '#core/brief/read-brief.ts';
import { BatonError } from '#core/errors.ts';
import { MAX_MESSAGE_LENGTH, type ReplyAdvice } from '#core/protocol.ts';
import type { Route } from '#core/route.ts';
import { situationOf } from '#core/service-language/situation.ts';
import { readJson } from '#adapters/shared/read-json.ts';
import type { ConsoleContext } from './server.ts';
import { requireStaff } from './sign-in.ts';

const reply = z.strictObject({ text: z.string().max(MAX_MESSAGE_LENGTH) });

/** So much of a conversation is looked at, messages. */
const LOOKED_AT = 500;

/** Advice on a reply that is being written: what could be said better. Nothing is stored and nothing stopped. */
export function replyAdviceRoute(context: ConsoleContext): Route {
  return {
    method: 'POST',
    path: '/api/console/conversations/:id/check-reply',
    async handle(call) {
      const staff = await requireStaff(context, call);
      const { text } = await readJson(call.request, reply);
      const advice = await adviseOn(context, call.params['id'] ?? '', staff.name, text);
      return Response.json(advice, { headers: { 'Cache-Control': 'no-store' } });
    },
  };
}

async function adviseOn(context: ConsoleContext, id: string, agent: string, text: string): Promise<ReplyAdvice> {
  const { store, company, serviceLanguage } = context;
  const check = serviceLanguage?.();
  const conversation = await store.conversation(id);
  if (!conversation) throw new BatonError('not_found', 'There is no such conversation.');
  if (text.trim() === '') return { findings: [] };
  const [transcript, handovers] = await Promise.all([store.transcript(id, LOOKED_AT), store.handovers(id)]);
  const handover = handovers.at(-1);
  const known = handover?.segment === conversation.segment && askedIn(text).length > 0 ? adviseOnKnown(text, await readBrief(context, { conversation, handover, handovers, transcript }, agent)) : [];
  if (!check) return { findings: known };
  const situation = situationOf({ conversation, handover, transcript }, { agent, company: company[conversation.language] });
  return { findings: [...known, ...check.check(text, situation)] };
}
