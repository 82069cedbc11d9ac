import { z } from 'zod';
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

async function adviseOn({ store, company, serviceLanguage }: ConsoleContext, id: string, agent: string, text: string): Promise<ReplyAdvice> {
  const check = serviceLanguage?.();
  const conversation = await store.conversation(id);
  if (!conversation) throw new BatonError('not_found', 'There is no such conversation.');
  if (!check || text.trim() === '') return { findings: [] };
  const [transcript, handovers] = await Promise.all([store.transcript(id, LOOKED_AT), store.handovers(id)]);
  const situation = situationOf({ conversation, handover: handovers.at(-1), transcript }, { agent, company: company[conversation.language] });
  return { findings: check.check(text, situation) };
}
