import { ACTIONS } from '../action-ids.ts';
import { type Content, context, menu, plainSection, section, SECTION_LENGTH, type SlackBlock, TEXT_LENGTH } from './content.ts';
import type { Line } from './lines.ts';
import { escape, toMrkdwn } from './mrkdwn.ts';
import type { Sight } from './sight.ts';
import { cutText, type Measure, splitText } from './split.ts';

/** Lines of one post: so many blocks and characters together. Slack takes 50 blocks; the rest is for what comes with changes. */
const JOIN_BLOCKS = 44;
const MOST_BLOCKS = 50;
const JOIN_LENGTH = 2_800;

const asMarkdown: Measure = (text) => Math.max(text.length, toMrkdwn(text).length);
const asPlain: Measure = (text) => text.length;
const measureOf = ({ isMarkdown }: Line): Measure => (isMarkdown ? asMarkdown : asPlain);

/** May this line stand in one post with those before it? */
export function fitsBeside(lines: readonly Line[], next: Line): boolean {
  if (next.isAlone || lines.some(({ isAlone }) => isAlone)) return false;
  const all = [...lines, next];
  return all.reduce((sum, { body, foot }) => sum + 1 + (body === '' ? 0 : 1) + (foot === '' ? 0 : 1), 0) <= JOIN_BLOCKS && all.reduce((sum, line) => sum + measureOf(line)(line.body), 0) <= JOIN_LENGTH;
}

/** One post with these lines, in their order; what has grown beyond a post since it was posted is cut. */
export function renderTogether(lines: readonly Line[], sight: Sight): Content {
  const share = Math.floor(JOIN_LENGTH / Math.max(1, lines.length));
  const isLong = lines.reduce((sum, line) => sum + measureOf(line)(line.body), 0) > JOIN_LENGTH;
  const shown = isLong ? lines.map((line) => ({ ...line, body: cutText(line.body, share, measureOf(line)) })) : lines;
  const draw = (drawn: readonly Line[]): readonly SlackBlock[] => drawn.flatMap((line) => blocksOf(line, line.body, '', sight));
  const blocks = draw(shown);
  const loud = lines.some(({ isLoud }) => isLoud) ? { isLoud: true as const } : {};
  return { ...loud, text: fallback(shown), blocks: blocks.length <= MOST_BLOCKS ? blocks : draw(shown.map((line) => ({ ...line, foot: '' }))) };
}

/** Splitting is the costly part of a long answer, and a thread with one is looked at again for each of its posts. */
const SPLIT = new Map<string, readonly string[]>();
const MOST_SPLIT = 16;

function splitBody({ body, isMarkdown }: Line, measure: Measure): readonly string[] {
  if (body.length * 5 <= SECTION_LENGTH) return [body];
  const key = `${isMarkdown ? 'm' : 'p'}${body}`;
  const parts = SPLIT.get(key) ?? splitText(body, SECTION_LENGTH, measure);
  SPLIT.delete(key);
  if (parts.length > 1) SPLIT.set(key, parts);
  for (const oldest of SPLIT.keys()) if (SPLIT.size > MOST_SPLIT) SPLIT.delete(oldest);
  return parts;
}

/** A line as one post, or where it is too long as several with their numbers. */
export function renderAlone(line: Line, sight: Sight): readonly Content[] {
  const parts = splitBody(line, measureOf(line));
  if (parts.length === 1) return [renderTogether([line], sight)];
  return parts.map((part, i) => {
    const isLast = i === parts.length - 1;
    const piece = { ...line, body: part, foot: isLast ? line.foot : '' };
    return { text: fallback([piece]), blocks: blocksOf(piece, part, ` · ${i + 1}/${parts.length}`, sight) };
  });
}

function fallback(lines: readonly Line[]): string {
  const text = lines.map(({ head, body, isMarkdown }) => (body.trim() === '' ? head : `${head}\n${isMarkdown ? toMrkdwn(body) : escape(body)}`)).join('\n');
  return text.length <= TEXT_LENGTH ? text : cutEscaped(text);
}

/** Cut between two characters, and in front of what was escaped rather than inside. */
function cutEscaped(text: string): string {
  return cutText(text, TEXT_LENGTH).replace(/(?:&[a-z]{0,3}|<[^>]*)…$/, '…');
}

function blocksOf(line: Line, body: string, number: string, { conversation, handover, language }: Sight): readonly SlackBlock[] {
  const { head, foot, isMarkdown, message } = line;
  const zh = language === 'zh';
  const canChange = message.author === 'agent' && message.removedAt === undefined && line.isAlone && number === '' && handover.endedAt === undefined;
  const value = { conversationId: conversation.id, messageId: message.id };
  const accessory = canChange
    ? {
        accessory: menu(ACTIONS.message, [
          { label: zh ? '改一改…' : 'Change…', value: { ...value, extra: 'edit' } },
          { label: zh ? '撤回' : 'Take back', value: { ...value, extra: 'retract' } },
        ]),
      }
    : {};
  return [
    context(`${head}${number}`),
    ...(body.trim() === '' ? [] : [{ ...(isMarkdown ? section(toMrkdwn(body)) : plainSection(body)), ...accessory }]),
    ...(foot === '' ? [] : [context(foot)]),
  ];
}
