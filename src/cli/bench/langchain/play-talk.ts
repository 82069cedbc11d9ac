import type { Bilingual } from '#core/language.ts';
import { cleanPassages } from '#core/model-answer/clean-passages.ts';
import type { KnowledgeBase } from '#core/ports/knowledge-base.ts';
import { type FakeChat, KEY } from '../../../../test/adapters/openai/fake-chat.ts';
import { judge, type Judged } from './judge.ts';
import { createStub } from './stub-model.ts';
import type { TrialTalk } from './trial-case.ts';
import type { Patience, Way } from './way.ts';

/** Where conversations are played. */
export type Stage = { readonly fake: FakeChat; readonly knowledge: KnowledgeBase; readonly company: Bilingual; readonly patience: Patience };

/** Most that is kept of what a customer sees, in UTF-16 units. */
const MOST_SEEN = 20_000;

/** Plays a conversation one way, against a server and a model that do as the conversation says. */
export async function playTalk(talk: TrialTalk, way: Way, { fake, knowledge: clean, company, patience }: Stage): Promise<Judged[]> {
  const knowledge = withOrder(clean, talk.order);
  const conversation = way.begin({ url: fake.url, key: KEY, knowledge, company, language: talk.language, history: (talk.before ?? []).map((line, at) => ({ ...line, seq: at + 1 })), patience });
  const judged: Judged[] = [];
  for (const text of talk.questions) {
    const query = { text, language: talk.language, audience: 'customer' } as const;
    const spare = knowledge.compose(query, cleanPassages((await knowledge.search(query)).passages));
    if (!spare) throw new Error(`No article answers "${text}".`);
    fake.behave(createStub(talk));
    const shown: string[] = [];
    let firstMs: number | undefined;
    const started = performance.now();
    const answer = await conversation.ask({ text, spare }, (words) => {
      firstMs ??= performance.now() - started;
      const last = shown.at(-1) ?? '';
      // Of an answer without end nobody reads more.
      if (last.length >= MOST_SEEN && words.startsWith(last)) return;
      shown.splice(words.startsWith(last) ? -1 : shown.length, 1, words.slice(0, MOST_SEEN));
    });
    judged.push(judge({ answer, shown, spare: spare.text, requests: [...fake.requests], firstMs, endMs: performance.now() - started }, talk));
  }
  return judged;
}

/** A knowledge base in whose first passage somebody has written one more sentence. */
function withOrder(knowledge: KnowledgeBase, order: string | undefined): KnowledgeBase {
  if (order === undefined) return knowledge;
  return {
    ...knowledge,
    async search(query) {
      const evidence = await knowledge.search(query);
      return { ...evidence, passages: evidence.passages.map((passage, at) => (at === 0 ? { ...passage, text: `${passage.text}\n\n${order}` } : passage)) };
    },
  };
}
