import { createHash } from 'node:crypto';
import type { ModalView } from '@slack/web-api';
import type { Language } from '#core/language.ts';
import { fillMacro } from '../commands/macros.ts';
import type { SlackContext } from '../context.ts';
import { list, part, text } from '../inbox/slip.ts';
import { escapeText, requireStaff } from '../tell.ts';
import { adviceLines } from './advice-lines.ts';
import { type About, BOX, type BoxBlock, IN_BOX, TEXT_BLOCK, textBlock } from './boxes.ts';
import type { Pressed } from './pressed.ts';
import { BOXES } from './words.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What a box is about; `undefined` for one that is not ours. */
export function readAbout(view: unknown): About | undefined {
  try {
    const about = JSON.parse(text(view, 'private_metadata') ?? '') as About;
    return typeof about.c === 'string' ? about : undefined;
  } catch {
    return undefined;
  }
}

/** Values of a box by block: texts, or what was chosen. */
export function readValues(view: unknown): ReadonlyMap<string, string> {
  const values = part(part(view, 'state'), 'values');
  return new Map(
    Object.keys(values).flatMap((block) => {
      const [field] = Object.values(part(values, block));
      const value = text(field, 'value') ?? text(part(field, 'selected_option'), 'value');
      return value === undefined ? [] : [[block, value] as const];
    }),
  );
}

/** The words in a reply box; they are in a block whose number grows. */
export function readWords(view: unknown): string {
  return [...readValues(view)].findLast(([block]) => block.startsWith(TEXT_BLOCK))?.[1] ?? '';
}

/** Puts a draft or a macro under what was written in the box so far. */
export async function putIntoBox(context: SlackContext, pressed: Pressed, body: Fields): Promise<void> {
  const view = part(body, 'view');
  const about = readAbout(view);
  if (!about) return;
  const person = await context.people.find(pressed.slackId);
  const added = pressed.actionId === IN_BOX.useDraft ? pressed.raw : await macroText(context, about, requireStaff(person).name, pressed.raw);
  const written = readWords(view).trim();
  const words = written === '' ? added : `${written}\n${added}`;
  const blocks = (list(view, 'blocks') as BoxBlock[]).map((block) => (isTextBlock(block) ? textBlock(next(block.block_id ?? ''), BOXES.reply.label[person.language], { text: words }) : block));
  await context.api.call((web) => web.views.update({ view_id: text(view, 'id') ?? '', hash: text(view, 'hash') ?? '', view: same(view, person.language, { blocks }) }));
}

/** Is it pressed inside of a box, to put words into it? */
export const isInBox = ({ actionId }: Pressed): boolean => actionId === IN_BOX.useDraft || actionId === IN_BOX.useMacro;

async function macroText({ macros, store, company }: SlackContext, about: About, agent: string, id: string): Promise<string> {
  const macro = macros().find((each) => each.id === id);
  const conversation = await store.conversation(about.c);
  const language = conversation?.language ?? 'zh';
  return macro ? fillMacro(macro, language, { customer: conversation?.customerName ?? '', agent, company: company[language] }) : '';
}

const isTextBlock = (block: BoxBlock): boolean => block.type === 'input' && (block.block_id ?? '').startsWith(TEXT_BLOCK);
const next = (id: string): string => `${TEXT_BLOCK}-${Number(id.split('-')[1] ?? '0') + 1}`;

/** The same box with other parts. */
function same(view: Fields, language: Language, parts: { readonly blocks: BoxBlock[]; readonly about?: About; readonly submit?: string }): ModalView {
  const submit = parts.submit ?? text(part(view, 'submit'), 'text') ?? BOXES.send[language];
  return {
    type: 'modal',
    callback_id: text(view, 'callback_id') ?? '',
    private_metadata: parts.about ? JSON.stringify(parts.about) : (text(view, 'private_metadata') ?? ''),
    title: { type: 'plain_text', text: text(part(view, 'title'), 'text') ?? '' },
    submit: { type: 'plain_text', text: submit },
    close: { type: 'plain_text', text: text(part(view, 'close'), 'text') ?? BOXES.cancel[language] },
    blocks: parts.blocks,
  };
}

const hashOf = (words: string): string => createHash('sha256').update(words).digest('base64url').slice(0, 16);

/**
 * Looks at a reply before it goes: answers with the same box and what could be said better, once for the same words;
 * `undefined` where it may go. Throws what the advice throws.
 */
export async function warnBefore(context: SlackContext, view: Fields, slackId: string): Promise<Fields | undefined> {
  const id = text(view, 'callback_id');
  const about = readAbout(view);
  const words = readWords(view);
  if (!context.adviseOn || !about || (id !== BOX.reply && id !== BOX.edit) || words.trim() === '' || about.w === hashOf(words)) return undefined;
  const person = await context.people.find(slackId);
  if (!person.staff) return undefined;
  const { language } = person;
  const lines = adviceLines(await context.adviseOn(about.c, person.staff, words), words, language);
  if (lines.length === 0) return undefined;
  const warning: BoxBlock = { type: 'section', block_id: 'advice', text: { type: 'mrkdwn', text: escapeText([`⚠️ ${BOXES.reply.advice[language]}`, ...lines, BOXES.reply.adviceEnd[language]].join('\n')).slice(0, 2_900) } };
  const others = (list(view, 'blocks') as BoxBlock[]).filter((block) => block.block_id !== 'advice');
  const blocks = others.flatMap((block) => (isTextBlock(block) ? [textBlock(block.block_id ?? TEXT_BLOCK, BOXES.reply.label[language], { text: words }), warning] : [block]));
  return { response_action: 'update', view: same(view, language, { blocks, about: { ...about, w: hashOf(words) }, submit: BOXES.sendAnyway[language] }) };
}
