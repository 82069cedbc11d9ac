/** One character as a simplified one; anything else as it is. */
export type Simplify = (sign: string) => string;

/** A place in a text, UTF-16 units. */
export type Place = { readonly from: number; readonly to: number };

/** A sentence of a folded reply. */
export type Sentence = Place & { readonly text: string };

/** A reply as it is compared with phrases. Offsets of `text` and its sentences lead back to the reply by `place`. */
export type ReadReply = {
  /**
   * Half width, lower case, simplified, without signs that cannot be seen, without marks of emphasis and without blanks
   * between Chinese characters. What is quoted stands as so many `QUOTED`.
   */
  readonly text: string;
  readonly sentences: readonly Sentence[];
  /** The same place in the reply as it was written. */
  place(folded: Place): Place;
};

/** Stands for each sign of a quotation. */
const QUOTED = '\uFFFC';
const UNSEEN = /[\p{Cf}\p{Variation_Selector}\p{Default_Ignorable_Code_Point}*`~]/u;
const HAN = /\p{Script=Han}/u;
const PAIRS = /[“][^“”\n]{3,}[”]|[「][^「」\n]{3,}[」]|[『][^『』\n]{3,}[』]|(?<!\w)"[^"\n]{3,}"(?!\w)|‘[^‘’\n]{6,}’|^[ \t]*>.*$/gmu;
/** Around quoted words there is at least so much of the writer's own. */
const OWN_WORDS = 4;

/** Reads a reply. Pure; time grows with its length only. */
export function readReply(reply: string, simplify: Simplify): ReadReply {
  const quoted = quotedIn(reply);
  const signs: string[] = [];
  const places: number[] = [];
  let at = 0;
  for (const sign of reply) {
    const from = at;
    at += sign.length;
    const inside = quoted.some((quote) => from >= quote.from && from < quote.to);
    for (const folded of inside ? QUOTED : foldSign(sign, simplify)) {
      if (folded === ' ' && (signs.at(-1) ?? ' ') === ' ') continue;
      // Blanks between Chinese characters say nothing; one before them is taken back.
      if (HAN.test(folded) && signs.at(-1) === ' ' && HAN.test(signs.at(-2) ?? '')) {
        signs.pop();
        places.pop();
      }
      for (let unit = 0; unit < folded.length; unit += 1) places.push(from);
      signs.push(folded);
    }
  }
  places.push(reply.length);
  const text = signs.join('');
  return {
    text,
    sentences: sentencesOf(text),
    place({ from, to }) {
      const last = places[Math.max(from, to - 1)] ?? reply.length;
      const width = to > from ? (reply.codePointAt(last) ?? 0) > 0xffff ? 2 : 1 : 0;
      return { from: places[from] ?? reply.length, to: Math.min(reply.length, last + width) };
    },
  };
}

function foldSign(sign: string, simplify: Simplify): string {
  if (UNSEEN.test(sign)) return '';
  if (sign === '\n') return '\n';
  if (/\s/u.test(sign)) return ' ';
  if (/[’‘`´]/u.test(sign)) return "'";
  const plain = sign === '…' ? '…' : sign.normalize('NFKC').toLowerCase();
  return HAN.test(plain) ? simplify(plain) : plain;
}

/** Words that the writer quotes; a reply that is nothing but a quotation is the writer's own. */
function quotedIn(reply: string): Place[] {
  const quotes = [...reply.matchAll(PAIRS)].map((match) => ({ from: match.index, to: match.index + match[0].length }));
  const own = quotes.toReversed().reduce((rest, { from, to }) => rest.slice(0, from) + rest.slice(to), reply);
  return (own.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= OWN_WORDS ? quotes : [];
}

function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let from = 0;
  for (const end of text.matchAll(/[。！？!?;；…]+|\.(?=\s|$)|\n+/gu)) {
    const to = end.index + end[0].length;
    sentences.push({ text: text.slice(from, to), from, to });
    from = to;
  }
  if (from < text.length) sentences.push({ text: text.slice(from), from, to: text.length });
  return sentences.filter(({ text: own }) => /[\p{L}\p{N}]/u.test(own));
}
