import { list, text } from './slip.ts';

/** How somebody in Slack is called. */
export type NameOf = (slackId: string) => Promise<string>;

/**
 * A message of Slack as plain text: mentions by name, links readable, emoji as characters, `&amp;` and the like undone
 * (https://docs.slack.dev/messaging/formatting-message-text). `blocks`: of the same message; they know the emoji.
 */
export async function toPlainText(written: string, blocks: readonly unknown[], nameOf: NameOf): Promise<string> {
  const emoji = new Map<string, string>();
  gatherEmoji(blocks, emoji, 0);
  const parts = written.split(/(<[^<>]*>)/);
  const plain = await Promise.all(parts.map(async (part) => (/^<.*>$/s.test(part) ? readBracket(part.slice(1, -1), nameOf) : withEmoji(part, emoji))));
  return unescape(plain.join(''));
}

async function readBracket(inside: string, nameOf: NameOf): Promise<string> {
  const [target = '', label] = inside.split('|', 2);
  if (target.startsWith('@')) return `@${label ?? (await nameOf(target.slice(1)))}`;
  if (target.startsWith('#')) return `#${label ?? target.slice(1)}`;
  // <!here>, <!subteam^S1|@team>, <!date^…|fallback>
  if (target.startsWith('!')) return label ?? `@${target.slice(1).split('^')[0] ?? ''}`;
  const address = target.replace(/^(?:mailto|tel):/, '');
  return label === undefined || label === address || unescape(label) === unescape(address) ? address : `${label} (${address})`;
}

const withEmoji = (part: string, emoji: ReadonlyMap<string, string>): string => part.replaceAll(/:([\w+-]+)(?:::(skin-tone-\d))?:/g, (all, name: string) => emoji.get(name) ?? all);

const unescape = (part: string): string => part.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** Emoji of rich text name their characters, as hexadecimal numbers with hyphens between. */
function gatherEmoji(blocks: readonly unknown[], into: Map<string, string>, depth: number): void {
  if (depth > 6) return;
  for (const block of blocks) {
    const [name, unicode] = [text(block, 'name'), text(block, 'unicode')];
    if (text(block, 'type') === 'emoji' && name !== undefined && unicode !== undefined) {
      const points = unicode.split('-').map((hex) => Number.parseInt(hex, 16));
      if (points.every((point) => Number.isInteger(point) && point > 0 && point <= 0x10ffff)) into.set(name, String.fromCodePoint(...points));
    }
    gatherEmoji(list(block, 'elements'), into, depth + 1);
  }
}
