import type { Memory } from './conversation.ts';
import type { Understanding } from './understanding.ts';

const YES =
  /^(?:好|好的|好啊|好呀|可以|行|行吧|嗯|嗯嗯|要|需要|转|转吧|转一下|帮我转|那就转吧|麻烦了|麻烦你了|ok|okay|yes|yes,? please|yeah|yep|please|please do|sure|go ahead|do it)$/;

/** Does the customer say yes to the person whom the last answer offered? */
export function acceptsPerson(memory: Memory, text: string, understanding: Understanding): boolean {
  if (!memory.offersPerson) return false;
  const said = text.trim().toLowerCase().replace(/[。.!！~～，,\s]+$/u, '');
  return YES.test(said) || understanding.intents[0]?.id === 'affirm';
}
