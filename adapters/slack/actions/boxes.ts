import type { ModalView } from '@slack/web-api';
import type { Bilingual, Language } from '#core/language.ts';
import { CLOSE_REASONS, CLOSE_WORDS } from '#core/protocol.ts';
import { shorten } from '#core/text.ts';
import type { Macro } from '../commands/macros.ts';
import { BOXES } from './words.ts';

/** A block of a box. */
export type BoxBlock = ModalView['blocks'][number];
/** Ids of boxes. */
export const BOX = { reply: 'baton_reply_box', edit: 'baton_edit_box', assign: 'baton_assign_box', handBack: 'baton_hand_back_box', close: 'baton_close_box', consult: 'baton_consult_box' } as const;
/** Ids of what can be pressed inside of boxes. */
export const IN_BOX = { useDraft: 'baton_use_draft', useMacro: 'baton_use_macro' } as const;

/** What a box is about: the conversation, a message in it, where its thread is in Slack, and what words were already warned of. */
export type About = { readonly c: string; readonly m?: string; readonly ch?: string; readonly th?: string; readonly w?: string };

/** The longest text that a box takes, as Slack has it. */
export const BOX_LENGTH = 3_000;
/** The longest draft that one press puts into the box: Slack keeps it in the button. */
const DRAFT_LENGTH = 1_900;

const plain = (text: string, most = 75) => ({ type: 'plain_text' as const, text: shorten(text.trim() === '' ? '…' : text, most), emoji: true });

type BoxParts = { readonly id: string; readonly language: Language; readonly about: About; readonly title: Bilingual; readonly submit: Bilingual; readonly blocks: readonly BoxBlock[] };
const box = ({ id, language, about, title, submit, blocks }: BoxParts): ModalView => ({
  type: 'modal',
  callback_id: id,
  private_metadata: JSON.stringify(about),
  title: plain(title[language], 24),
  submit: plain(submit[language], 24),
  close: plain(BOXES.cancel[language], 24),
  blocks: [...blocks],
});

/** The block in which words are written. Under another id it takes its first words anew, instead of what stands there. */
export const textBlock = (id: string, label: string, { text = '', isOptional = false, hint }: { readonly text?: string; readonly isOptional?: boolean; readonly hint?: string } = {}): BoxBlock => ({
  type: 'input',
  block_id: id,
  label: plain(label, 200),
  optional: isOptional,
  ...(hint === undefined ? {} : { hint: plain(hint, 200) }),
  element: { type: 'plain_text_input', action_id: 'text', multiline: true, max_length: BOX_LENGTH, ...(text === '' ? {} : { initial_value: shorten(text, BOX_LENGTH) }) },
});

const grey = (text: string): BoxBlock => ({ type: 'context', elements: [plain(text, 2_000)] });

/** Id of the block with the words; the number grows whenever others are put in. */
export const TEXT_BLOCK = 'text';

/** The box in which a reply is written, with drafts and macros beside it. */
export function replyBox({ language, about, name, text, drafts, macros }: { readonly language: Language; readonly about: About; readonly name: string; readonly text: string; readonly drafts: readonly string[]; readonly macros: readonly Macro[] }): ModalView {
  const { reply } = BOXES;
  const usable = drafts.filter((draft) => draft.length <= DRAFT_LENGTH).slice(0, 5);
  return box({
    id: BOX.reply,
    language,
    about,
    title: reply.title,
    submit: BOXES.send,
    blocks: [
      grey(reply.to[language].replace('{name}', () => name)),
      textBlock(`${TEXT_BLOCK}-1`, reply.label[language], { text }),
      ...(macros.length === 0
        ? []
        : [
            {
              type: 'actions' as const,
              block_id: 'macros',
              elements: [{ type: 'static_select' as const, action_id: IN_BOX.useMacro, placeholder: plain(reply.choose[language], 150), options: macros.slice(0, 100).map(({ id, title }) => ({ text: plain(title[language]), value: id })) }],
            },
          ]),
      ...(usable.length === 0 ? [] : [grey(reply.drafts[language])]),
      ...usable.map((draft, i): BoxBlock => ({
        type: 'section',
        block_id: `draft-${i}`,
        text: plain(draft, 1_000),
        accessory: { type: 'button', action_id: IN_BOX.useDraft, text: plain(reply.use[language]), value: draft },
      })),
    ],
  });
}

/** The box in which a reply is changed after it was said. */
export function editBox({ language, about, text }: { readonly language: Language; readonly about: About; readonly text: string }): ModalView {
  const { title, label, hint } = BOXES.edit;
  return box({ id: BOX.edit, language, about, title, submit: BOXES.save, blocks: [textBlock(TEXT_BLOCK, label[language], { text, hint: hint[language] })] });
}

/** Something to choose. */
export type Choice = { readonly label: string; readonly value: string };

const MOST_CHOICES = 100;
const options = (choices: readonly Choice[]) => choices.slice(0, MOST_CHOICES).map(({ label, value }) => ({ text: plain(label), value }));

/** The box in which a colleague or a team is chosen. There must be at least one of them. */
export function assignBox({ language, about, colleagues, teams, isWaiting }: { readonly language: Language; readonly about: About; readonly isWaiting: boolean; readonly colleagues: readonly Choice[]; readonly teams: readonly Choice[] }): ModalView {
  const { title, label, hint, hintWaiting, ...names } = BOXES.assign;
  const groups = [
    { label: plain(names.colleagues[language]), options: options(colleagues) },
    { label: plain(names.teams[language]), options: options(teams) },
  ].filter((group) => group.options.length > 0);
  return box({ id: BOX.assign, language, about, title, submit: BOXES.done, blocks: [{ type: 'input', block_id: 'to', label: plain(label[language]), hint: plain((isWaiting ? hintWaiting : hint)[language], 200), element: { type: 'static_select', action_id: 'to', option_groups: groups } }] });
}

/** Id of the block in which an article is chosen. */
export const ARTICLE_BLOCK = 'article';

/** The box that gives a conversation back to the bot, which may go on with one of `articles`, those for customers, or a question. */
export function handBackBox({ language, about, articles }: { readonly language: Language; readonly about: About; readonly articles: readonly Choice[] }): ModalView {
  const { title, text, article, articleHint, choose, question, questionHint } = BOXES.handBack;
  // Slack takes a hundred choices in a group, and a hundred groups.
  const groups = Array.from({ length: Math.ceil(articles.length / MOST_CHOICES) }, (_, i) => articles.slice(i * MOST_CHOICES, (i + 1) * MOST_CHOICES)).map((some) => ({ label: plain(`${shorten(some[0]?.label ?? '', 12)} …`), options: options(some) }));
  const chosen: BoxBlock = { type: 'input', block_id: ARTICLE_BLOCK, optional: true, label: plain(article[language], 200), hint: plain(articleHint[language], 200), element: { type: 'static_select', action_id: 'article', placeholder: plain(choose[language], 150), option_groups: groups.slice(0, 100) } };
  return box({
    id: BOX.handBack,
    language,
    about,
    title,
    submit: BOXES.done,
    blocks: [textBlock(TEXT_BLOCK, text[language], { isOptional: true }), ...(groups.length === 0 ? [] : [chosen]), textBlock('question', question[language], { isOptional: true, hint: questionHint[language] })],
  });
}

/** The box in which a closing reason is chosen. */
export function closeBox({ language, about }: { readonly language: Language; readonly about: About }): ModalView {
  const { title, label } = BOXES.close;
  const reasons = CLOSE_REASONS.map((reason) => ({ text: plain(CLOSE_WORDS[reason][language]), value: reason }));
  return box({ id: BOX.close, language, about, title, submit: BOXES.done, blocks: [{ type: 'input', block_id: 'reason', label: plain(label[language]), element: { type: 'radio_buttons', action_id: 'reason', options: reasons, initial_option: reasons[0] ?? { text: plain('?'), value: '?' } } }] });
}

/** The box that asks a colleague for advice. There must be at least one. */
export function consultBox({ language, about, colleagues }: { readonly language: Language; readonly about: About; readonly colleagues: readonly Choice[] }): ModalView {
  const { title, who, label } = BOXES.consult;
  return box({
    id: BOX.consult,
    language,
    about,
    title,
    submit: BOXES.done,
    blocks: [{ type: 'input', block_id: 'who', label: plain(who[language]), element: { type: 'static_select', action_id: 'who', options: options(colleagues) } }, textBlock(TEXT_BLOCK, label[language])],
  });
}
