/** Number of hash buckets; a power of two. */
export const BUCKETS = 1 << 22;

/** A word of a folded text: a Latin word or number, or one Han character; emoji count as words. */
export type Token = { readonly text: string; readonly start: number; readonly end: number; readonly isHan: boolean };

const TOKEN = /[a-z0-9]+(?:'[a-z]+)?|\p{Script=Han}|\p{Script=Latin}+|\p{Extended_Pictographic}|[?!]/gu;

/** Words of a folded text in order. At most 600: the rest of a very long text adds nothing. */
export function tokenise(folded: string): Token[] {
  const tokens: Token[] = [];
  for (const match of folded.matchAll(TOKEN)) {
    const text = match[0];
    tokens.push({ text, start: match.index, end: match.index + text.length, isHan: /^\p{Script=Han}/u.test(text) });
    if (tokens.length >= 600) break;
  }
  return tokens;
}

/** FNV-1a over the code units of a text, continued from `seed`. */
function fnv(text: string, seed: number, from = 0, to = text.length): number {
  let hash = seed;
  for (let i = from; i < to; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 16_777_619);
  return hash;
}

/** Spreads the bits of a hash (finaliser of MurmurHash3) and cuts it to a bucket. */
function bucket(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) & (BUCKETS - 1);
}

/** Bucket of one or two texts under a kind of feature (`seed`). */
export function hashTexts(seed: number, first: string, second?: string): number {
  const hash = fnv(first, seed);
  return bucket(second === undefined ? hash : fnv(second, fnv(' ', hash)));
}

const [WORD, PAIR, TRIPLE, PART] = [0x811c9dc5, 0x3c6ef372, 0x1b873593, 0x9e3779b9];

/** A word as a feature: long numbers count as one and the same word. */
export function plainNumber(text: string): string {
  return /^[0-9]{5,}$/.test(text) ? '#number' : text;
}

/**
 * Calls `found` with the bucket of every feature and the first and last token that it covers: words, pairs and triples
 * of neighbouring words, and the 3- to 5-letter pieces of Latin words. Han text is read character by character, so its
 * pairs and triples stand for words.
 */
export function eachFeature(tokens: readonly Token[], found: (bucket: number, first: number, last: number) => void): void {
  let before = '';
  let beforeThat = '';
  tokens.forEach((token, at) => {
    const text = plainNumber(token.text);
    found(bucket(fnv(text, WORD)), at, at);
    if (at > 0) found(bucket(fnv(text, fnv(' ', fnv(before, PAIR)))), at - 1, at);
    if (at > 1) found(bucket(fnv(text, fnv(' ', fnv(before, fnv(' ', fnv(beforeThat, TRIPLE)))))), at - 2, at);
    beforeThat = before;
    before = text;
    if (token.isHan || text.length < 3 || text.length > 40 || !/^[a-z]/.test(text)) return;
    const padded = `<${text}>`;
    for (let size = 3; size <= 5; size += 1) {
      for (let from = 0; from + size <= padded.length; from += 1) found(bucket(fnv(padded, PART, from, from + size)), at, at);
    }
  });
}
