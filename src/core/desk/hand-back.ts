import { keptActions } from '../actions/state.ts';
import type { Change } from '../change.ts';
import { type Conversation, EMPTY_MEMORY, type Handover, type Memory, type ShownArticle } from '../conversation.ts';
import type { Bilingual } from '../language.ts';
import type { NewMessage } from '../message.ts';
import type { Agent } from '../ports/desk.ts';
import { transition } from '../transition.ts';
import { fill } from '../wording.ts';
import { requireOwner } from './standing.ts';

/** What the bot goes on with: an article that it offers, or a question that it asks; in words that the customer reads. */
export type Resume = { readonly kind: 'article'; readonly article: Omit<ShownArticle, 'helped'> } | { readonly kind: 'question'; readonly text: string };

const OFFERS_ARTICLE: Bilingual = {
  zh: '{agent}请我把这篇文章给您：《{title}》[1]。看过以后如果还有疑问，直接问我就好，也可以随时再转人工。',
  en: '{agent} asked me to give you this article: “{title}” [1]. If anything is still open after reading it, just ask me, or ask for a person again.',
};

/**
 * Gives a conversation back to the bot: the owner's closing words, if any, then the notice, then what the bot goes on
 * with, which it keeps in mind for the customer's next message.
 */
export function handBack(conversation: Conversation, handover: Handover | undefined, agent: Agent, text: string | undefined, resume: Resume | undefined): Change {
  requireOwner(conversation, agent);
  return {
    ownership: transition(conversation, { kind: 'hand_back', agentId: agent.id }),
    agentName: undefined,
    memory: rememberResume(conversation.memory, resume),
    touchHandover: { ...(text !== undefined && handover?.firstReplyAt === undefined ? { firstReply: true as const } : {}), ended: 'handed_back' },
    messages: [
      ...(text === undefined ? [] : [{ author: 'agent' as const, visibility: 'all' as const, text, extras: { agentName: agent.name, agentId: agent.id } }]),
      { author: 'system', visibility: 'all', text: '', extras: { notice: { kind: 'handed_back', agentName: agent.name } } },
      ...(resume === undefined ? [] : [say(resume, conversation, agent)]),
    ],
    news: ['owner_changed'],
  };
}

function say(resume: Resume, { language }: Conversation, agent: Agent): NewMessage {
  if (resume.kind === 'question') return { author: 'bot', visibility: 'all', text: resume.text };
  const { articleId, language: written, title } = resume.article;
  return {
    author: 'bot',
    visibility: 'all',
    text: fill(OFFERS_ARTICLE, language, { agent: agent.name, title }),
    extras: { citations: [{ number: 1, articleId, language: written, title, headings: [] }] },
  };
}

/** A fresh start with the customer's mood and what was shown; what is gone on with is what the next message may lean on. */
function rememberResume(memory: Memory, resume: Resume | undefined): Memory {
  const { sentiments, shown } = memory;
  const fresh: Memory = { ...EMPTY_MEMORY, ...keptActions(memory), sentiments, shown };
  if (resume === undefined) return fresh;
  if (resume.kind === 'question') return { ...fresh, subject: [resume.text] };
  const { articleId, title } = resume.article;
  return {
    ...fresh,
    offered: [{ articleId, title }],
    shown: [...shown.filter((article) => article.articleId !== articleId), { ...resume.article, helped: 'unknown' }],
    subject: [title],
  };
}
