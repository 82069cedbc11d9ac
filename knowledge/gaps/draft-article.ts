import { createHash } from 'node:crypto';
import { OWN_SOURCE } from '#core/document.ts';
import type { ImportedDocument } from '#core/document.ts';
import type { Gap } from '#core/gap.ts';
import type { Language } from '#core/language.ts';
import type { Mask } from '#core/mask.ts';
import type { UnderstoodMessage } from '#core/ports/store.ts';

const LONGEST_TITLE = 80;
const LONGEST_ID = 60;

/** An agent's reply that answered a question. */
export type GoodReply = { readonly text: string; readonly seq: number; readonly agentName: string | undefined };

/**
 * What an agent answered after a message with this place: the longest visible reply, since greetings and "one moment" are
 * short; `undefined` when none was written. Pure.
 */
export function findReply(transcript: readonly UnderstoodMessage[], afterSeq: number): GoodReply | undefined {
  const replies = transcript.flatMap(({ message }) =>
    message.author === 'agent' && message.visibility === 'all' && message.seq > afterSeq ? [{ text: message.text, seq: message.seq, agentName: message.extras.agentName }] : [],
  );
  return replies.toSorted((a, b) => b.text.length - a.text.length)[0];
}

/** What a draft is made of. */
export type DraftOptions = {
  /** Id of the group. */
  readonly groupId: string;
  /** Newest first. */
  readonly questions: readonly Pick<Gap, 'text' | 'language'>[];
  readonly reply: Pick<GoodReply, 'text'>;
  /** Names that must not stay in an article: the customer's and the agent's. */
  readonly names: readonly string[];
  /** Hides personal data and order numbers. */
  readonly mask: Mask;
  /** Id of the article; made of the question when left out. */
  readonly id?: string;
};

/**
 * A draft for customers: the question as title, an agent's reply as text, both masked, in the reply's language. A person
 * must read it before it is published: a reply speaks to one customer. Pure.
 */
export function draftArticle({ groupId, questions, reply, names, mask, id }: DraftOptions): ImportedDocument {
  const language: Language = /\p{Script=Han}/u.test(reply.text) ? 'zh' : 'en';
  const question = questions.find((asked) => asked.language === language) ?? questions[0];
  const title = titleOf(mask(question?.text ?? ''), language);
  const body = withoutNames(mask(reply.text), names).trim();
  const content = { id: id ?? idOf(title, groupId), language, title, audience: 'customer', product: 'all', validFrom: undefined, review: undefined, body } as const;
  return {
    ...content,
    version: 1,
    state: 'draft',
    stateReason: undefined,
    source: sourceOf(groupId),
    listedIn: undefined,
    contentHash: createHash('sha256').update(JSON.stringify(Object.values(content).map((value) => value ?? null))).digest('hex'),
    sourceHash: '',
  };
}

/** What stands as the source of a draft for a group of questions. */
export function sourceOf(groupId: string): string {
  return `${OWN_SOURCE}gaps/${groupId}`;
}

/** The first sentence of a question, without what closes it. */
function titleOf(question: string, language: Language): string {
  const [line = ''] = question.split(/[\n。！!]/).flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
  const short = Array.from(line).slice(0, LONGEST_TITLE).join('').replace(/[\s，,.。？?；;：:]+$/u, '');
  return short || (language === 'zh' ? '未命名' : 'Untitled');
}

function idOf(title: string, groupId: string): string {
  const slug = title.normalize('NFKD').toLowerCase().replaceAll(/['’]/g, '').replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '');
  const isReadable = !/\p{Script=Han}/u.test(title) && slug !== '';
  return isReadable ? slug.slice(0, LONGEST_ID).replace(/-[^-]*$/, (end) => (slug.length > LONGEST_ID ? '' : end)) : `gap-${groupId.slice(0, 8)}`;
}

/** Without names, and without the comma that an address leaves behind. */
function withoutNames(text: string, names: readonly string[]): string {
  const known = names.filter((name) => Array.from(name.trim()).length > 1).toSorted((a, b) => b.length - a.length);
  return known.reduce((left, name) => left.replaceAll(name, ''), text).replaceAll(/^[\s，,、]+/g, '');
}
