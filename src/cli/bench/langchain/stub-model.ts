import type { Behaviour, ChatRequest } from '../../../../test/adapters/openai/fake-chat.ts';
import type { TrialTalk } from './trial-case.ts';
import { MODELS } from './way.ts';

/** What a model has in front of it: everything that was said, with results of tools. */
export const materialOf = ({ messages }: ChatRequest): string => messages.flatMap(({ role, content }) => (role === 'system' ? [] : [content])).join('\n');

/** The first passage of the newest material: `[1]`, then a line with its title, then its text. */
const FIRST_PASSAGE = /\[1\]\n[^\n]*\n([^\n]+)/;
const SENTENCE = /[^。.!！?？]*(?:[。！？]|[.!?](?=\s|$)|$)/u;

/** Politeness by which the words of a model differ from those of the articles. */
const POLITE = { zh: '感谢您的提问。', en: 'Thank you for asking. ' };

/** A true answer: a polite word, then the first sentences of the first passage, each with its source. */
export function trueAnswer({ messages }: ChatRequest, sentences = 1): string {
  const found = messages.flatMap(({ role, content }) => (role === 'system' ? [] : [FIRST_PASSAGE.exec(content)?.[1] ?? ''])).findLast((text) => text !== '');
  if (found === undefined) return 'NOT_IN_PASSAGES';
  let rest = found;
  let said = /\p{Script=Han}/u.test(rest) ? POLITE.zh : POLITE.en;
  for (let left = sentences; left > 0 && rest.trim() !== ''; left -= 1) {
    const [sentence = ''] = SENTENCE.exec(rest) ?? [];
    rest = rest.slice(sentence.length);
    said += `${sentence.trim()} [1] `;
  }
  return said.trim();
}

/** Says a text in pieces of a few signs. */
export const say = (text: string): Behaviour => ({ kind: 'say', pieces: text.match(/[^]{1,7}/gu) ?? [] });

/** What the model does where it writes an answer. */
export type Answering = (request: ChatRequest) => Behaviour;

const SUMMARY = { zh: '顾客在问退款、运费和退货，都已得到答复。订单：', en: 'The customer asked about refunds, shipping and returns, and got answers. Orders: ' };

/** Is the small model asked to sum up a conversation? Otherwise it is to rewrite a question, as `follow-up.ts` asks. */
export const isForSummary = ({ model, messages }: ChatRequest): boolean => model === MODELS.assist && !messages.some(({ role, content }) => role === 'system' && /Rewrite|改写/.test(content));

/** A summary that keeps the numbers of orders. */
function summaryOf(material: string): string {
  const orders = [...new Set(material.match(/20\d{6}-\d{4}/g))];
  return `${/\p{Script=Han}/u.test(material) ? SUMMARY.zh : SUMMARY.en}${orders.join(', ')}`;
}

/**
 * A server with a model that does for both ways what models do: searches once with the customer's words where it has a
 * tool, sums up where it is asked as the small one, and otherwise answers as the conversation says. For one question.
 */
export function createStub({ answering = (request) => say(trueAnswer(request, 2)), serving, searchesWithoutEnd }: Pick<TrialTalk, 'answering' | 'serving' | 'searchesWithoutEnd'>): Behaviour {
  let taken = 0;
  return {
    kind: 'by-request',
    behaviour(request) {
      taken += 1;
      const served = serving?.(taken, request);
      if (served) return served;
      const last = request.messages.at(-1);
      if (isForSummary(request)) return say(summaryOf(materialOf(request)));
      if (request.model === MODELS.assist) return say(/\n([^\n]+)\n>>> \S+\s*$/.exec(last?.content ?? '')?.[1] ?? '');
      const toolName = request.tools?.[0]?.function.name;
      if (toolName !== undefined && (last?.role === 'user' || searchesWithoutEnd)) {
        return { kind: 'call', tool: toolName, input: { question: last?.role === 'user' ? last.content : 'refund' } };
      }
      return answering(request);
    },
  };
}
