/** Text so that Slack shows it as it is: no link, mention or command can be smuggled in (docs.slack.dev, "Formatting message text"). */
export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * Text in one line as it is seen: without control characters and without what is invisible or turns the direction of
 * everything after it (Cf, but for the joiner that emoji are made with), for a customer may be called anything.
 */
export function inLine(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/(?!\u200D)[\p{Cc}\p{Cf}]/gu, '')
    .trim();
}

/** Text that stands among ours in a line of mrkdwn, such as a name: in one line and without marks that Slack would format by. */
export function escapeName(text: string): string {
  return escape(inLine(text).replaceAll(/[*_~`]/g, '').trim());
}

/** A moment that Slack shows in the reader's own time zone; `fallback` where it cannot. Unix ms. */
export function slackDate(at: number, form: 'time' | 'day', fallback = new Date(at).toISOString().slice(0, 16).replace('T', ' ')): string {
  return `<!date^${Math.floor(at / 1000)}^${form === 'time' ? '{time}' : '{date_short_pretty} {time}'}|${escapeName(fallback)}>`;
}

/** A link of ours; addresses that are none show as their words. */
export function slackLink(url: string, words: string): string {
  return /^https?:\/\/[^\s<>|]+$/.test(url) ? `<${url.replaceAll('&', '&amp;')}|${escapeName(words)}>` : escape(words);
}

/**
 * An answer's Markdown as Slack's mrkdwn, line by line: bold, italics, strokes, code, lists, headings, quotes and links with an
 * address of the web; everything else shows as it was written. Works on any part of a text, as long texts are cut before.
 */
export function toMrkdwn(markdown: string): string {
  let isCode = false;
  return markdown
    .split('\n')
    .map((line) => {
      if (/^\s*```/.test(line)) {
        isCode = !isCode;
        return '```';
      }
      return isCode ? escape(line) : toLine(line);
    })
    .concat(isCode ? ['```'] : [])
    .join('\n');
}

function toLine(line: string): string {
  const heading = /^\s{0,3}#{1,6}\s+(.*?)\s*#*$/.exec(line)?.[1];
  if (heading !== undefined) return heading === '' ? '' : `*${inline(heading.replaceAll('**', ''))}*`;
  const quote = /^\s{0,3}>\s?(.*)$/.exec(line)?.[1];
  if (quote !== undefined) return `> ${inline(quote)}`;
  const [, indent = '', item] = /^(\s*)[-*+]\s+(.*)$/.exec(line) ?? [];
  return item === undefined ? inline(line) : `${indent}• ${inline(item)}`;
}

const PIECES = /(`[^`\n]+`)|!?\[([^\]\n]*)\]\(([^)\s]*)\)|\*\*([^*\n]+)\*\*|__([^_\n]+)__|~~([^~\n]+)~~|(?<![*\w])\*([^*\s](?:[^*\n]*[^*\s])?)\*(?![*\w])/g;

function inline(text: string): string {
  let result = '';
  let last = 0;
  for (const found of text.matchAll(PIECES)) {
    const [whole, code, label, address = '', bold, bold2, strike, italic] = found;
    result += withLinks(text.slice(last, found.index));
    last = found.index + whole.length;
    const strong = bold ?? bold2;
    if (code !== undefined) result += escape(code);
    else if (label !== undefined) result += slackLink(address, label === '' ? address : label);
    else if (strong !== undefined) result += `*${inline(strong)}*`;
    else if (strike !== undefined) result += `~${inline(strike)}~`;
    else result += `_${inline(italic ?? '')}_`;
  }
  return result + withLinks(text.slice(last));
}

/** Slack makes no links of plain addresses in blocks that are `verbatim`. */
function withLinks(text: string): string {
  return text
    .split(/(https?:\/\/[\w\-.~:/?#@!$&'*+,;=%]*[\w\-/=&#])/)
    .map((part, i) => (i % 2 === 1 ? `<${escape(part)}>` : escape(part)))
    .join('');
}
