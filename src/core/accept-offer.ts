import type { Memory } from './conversation.ts';
import type { Understanding } from './understanding.ts';

const YES =
  /^(?:好|好的|好啊|好呀|可以|行|行吧|嗯|嗯嗯|要|需要|转|转吧|转一下|帮我转|那就转吧|麻烦(?:了|你了|您了|转一下|你转一下)?|(?:好的?|行|嗯+|可以|那|那就|要)[，, ]*(?:转吧|转|转一下吧?|帮我转(?:一下)?吧?|麻烦(?:了|你了|您了|转一下)?|找人|找吧|叫人|就这样吧?|来吧)|ok|okay|yes|yes,? please|yeah|yep|please|please do|sure|go ahead|do it|do that|(?:yes|ok|okay|sure|yeah|fine|then)[, ]+(?:please|do that|do so|go ahead|a person|bring (?:one|someone|them|a person) in|get (?:me )?(?:one|someone|somebody|a person)|pass me on|please do)(?: please| then)?|that(?:'d| would) be (?:great|good|nice|lovely|helpful|perfect))$/;

/** What is guessed to be a yes is one from this confidence on, in [0, 1]; in more signs somebody says more than yes. */
const [SURE_YES, LONGEST_YES] = [0.5, 24];

/** Does the customer say yes to the person whom the last answer offered? */
export function acceptsPerson(memory: Memory, text: string, understanding: Understanding): boolean {
  if (!memory.offersPerson) return false;
  const said = text.trim().toLowerCase().replace(/[。.!！~～，,\s]+$/u, '');
  const [first] = understanding.intents;
  return YES.test(said) || (first?.id === 'affirm' && first.confidence >= SURE_YES && Array.from(said).length <= LONGEST_YES);
}
