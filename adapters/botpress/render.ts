import { sayNotice } from '#adapters/shared/notice-words.ts';
import type { Language } from '#core/language.ts';
import type { Citation, FileRef, Message, QuickReply } from '#core/message.ts';
import { shorten } from '#core/text.ts';
import type { Profile } from './profiles.ts';
import { splitText } from './split-text.ts';
import { chooseWords, kindWords, openWords } from './words.ts';

/** One message as Botpress takes it. */
export type Part = {
  /** Stays the same whenever the same thing is rendered again, so that it is sent once. */
  readonly tag: string;
  readonly type: 'text' | 'choice' | 'dropdown' | 'card' | 'carousel' | 'image' | 'audio' | 'video' | 'file';
  readonly payload: Readonly<Record<string, unknown>>;
  /** The same in plain words, for a channel that turns out not to take the type. */
  readonly plain?: string;
};

/** What rendering needs beside the message. */
export type RenderParts = {
  readonly profile: Profile;
  readonly language: Language;
  /** Public address of a file of this conversation for a while; `undefined` where Baton has no public address. */
  readonly fileUrl: (file: FileRef) => string | undefined;
  /** Public address of an article; `undefined` likewise. */
  readonly articleUrl: (citation: Citation) => string | undefined;
};

/** The longest list of cards that Botpress shows. */
const MOST_CARDS = 10;

/** A message of Baton as what a channel behind Botpress can show: whole, in order, and written out where it cannot be pressed. Empty for what customers are not told. */
export function render(message: Message, parts: RenderParts): readonly Part[] {
  const { profile, language } = parts;
  const { citations = [], quickReplies = [], notice, agentName, files = [] } = message.extras;
  const said = plainOf(message.text, profile);
  // All of it comes from one number or page: only its words tell who is writing.
  const by = message.author === 'agent' && agentName !== undefined && said !== '' ? `${agentName}${language === 'zh' ? '：' : ': '}` : '';
  const words = notice ? sayNotice(notice, language) : `${by}${said}`;
  const cards = profile.cards ? citations.flatMap((citation) => cardOf(citation, parts)) : [];
  const sources = cards.length > 0 ? '' : citations.map((citation) => sourceLine(citation, parts)).join('\n');
  const named = files.filter((file) => parts.fileUrl(file) === undefined).map(({ name, type }) => `${kindWords(kindOf(type), language)} ${name}`);
  const text = [words, ...named, sources].filter((part) => part !== '').join('\n\n');
  const rendered = [...withChoices(text, quickReplies, parts), ...asCards(cards), ...files.flatMap((file) => asFile(file, parts))];
  return rendered.map((part, i) => ({ ...part, tag: i === 0 ? message.id : `${message.id}~${i}` }));
}

type Untagged = Omit<Part, 'tag'>;

function plainOf(text: string, { markdown }: Profile): string {
  if (markdown) return text;
  return text
    .replaceAll(/!\[([^\]\n]*)\]\([^)\s]*\)/g, '$1')
    .replaceAll(/\[([^\]\n]+)\]\((https?:[^)\s]+)\)/g, '$1 ($2)')
    .replaceAll('**', '')
    .replaceAll(/^#+ /gm, '');
}

function withChoices(text: string, replies: readonly QuickReply[], { profile, language }: RenderParts): readonly Untagged[] {
  const texts = (whole: string): readonly Untagged[] => (whole === '' ? [] : splitText(whole, profile.text).map((part) => ({ type: 'text', payload: { text: part } })));
  if (replies.length === 0) return texts(text);
  const numbered = replies.map(({ label }, i) => `${i + 1}) ${label}`).join('\n');
  const type = replies.length <= profile.choices ? 'choice' : replies.length <= profile.list ? 'dropdown' : undefined;
  const isCut = replies.some(({ label }) => label.length > profile.label);
  if (type === undefined || (isCut && profile.sendsLabel)) return texts([text, numbered].filter((part) => part !== '').join('\n\n'));
  const all = text === '' ? [chooseWords(language)] : splitText(text, profile.text);
  const last = all.at(-1) ?? '';
  const fits = last.length <= profile.above;
  // A label that had to be cut stands above in full.
  const above = fits && !isCut ? last : isCut ? `${chooseWords(language)}\n${numbered}` : chooseWords(language);
  const before = fits && !isCut ? all.slice(0, -1) : all;
  const options = replies.map(({ label, text: value }) => ({ label: shorten(label, profile.label), value }));
  return [
    ...before.map((part) => ({ type: 'text', payload: { text: part } }) as const),
    { type, payload: { text: shorten(above, profile.above), options }, plain: [shorten(above, profile.above), ...(isCut && fits ? [] : [numbered])].join('\n') },
  ];
}

type Card = { readonly title: string; readonly subtitle?: string; readonly actions: readonly { readonly action: 'url'; readonly label: string; readonly value: string }[] };

function cardOf(citation: Citation, { articleUrl, language }: RenderParts): readonly Card[] {
  const url = articleUrl(citation);
  const subtitle = citation.headings.join(' › ');
  return url === undefined ? [] : [{ title: `[${citation.number}] ${citation.title}`, ...(subtitle ? { subtitle } : {}), actions: [{ action: 'url', label: openWords(language), value: url }] }];
}

function asCards(cards: readonly Card[]): readonly Untagged[] {
  const [first] = cards;
  if (!first) return [];
  const plain = cards.map(({ title, subtitle, actions }) => [[title, subtitle].filter(Boolean).join(' › '), ...actions.map(({ value }) => value)].join('\n')).join('\n');
  return [cards.length === 1 ? { type: 'card', payload: first, plain } : { type: 'carousel', payload: { items: cards.slice(0, MOST_CARDS) }, plain }];
}

function sourceLine(citation: Citation, { articleUrl }: RenderParts): string {
  const url = articleUrl(citation);
  return `[${citation.number}] ${[citation.title, ...citation.headings].join(' › ')}${url === undefined ? '' : `\n${url}`}`;
}

type FileKind = 'image' | 'audio' | 'video' | 'file';

/** How Botpress calls a file of this media type; what pages could run is only ever a file. */
function kindOf(type: string): FileKind {
  const kind = /^(image|audio|video)\//.exec(type)?.[1];
  return kind === undefined || type === 'image/svg+xml' ? 'file' : (kind as FileKind);
}

function asFile(file: FileRef, { fileUrl, language }: RenderParts): readonly Untagged[] {
  const url = fileUrl(file);
  if (url === undefined) return [];
  const kind = kindOf(file.type);
  return [{ type: kind, payload: { [`${kind}Url`]: url, title: file.name }, plain: `${kindWords(kind, language)} ${file.name}\n${url}` }];
}
