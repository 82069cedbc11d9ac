/** Number of hash buckets of the polarity weights; a power of two. */
export const POLARITY_BUCKETS = 1 << 20;

/** Longest stretch of neighbouring tokens that counts as one feature. */
const LONGEST_GRAM = 3;
/** Tokens that are read; praise and blame of a longer text are in its beginning. */
const MOST_TOKENS = 600;

const TOKEN = /[a-z0-9]+(?:'[a-z]+)?|\p{Script=Han}|\p{Extended_Pictographic}|[?!,.;:…。，！？~]/gu;
const MARK = /^[?!,.;:…。，！？~]$/;
const NUMBER = /^\d+$/;

/**
 * The features of a folded text as buckets, each once: Han characters, Latin words and marks, with their pairs and
 * triples inside a clause (a mark may end a stretch, never begin one). All numbers count as one and the same word.
 */
export function polarityFeatures(folded: string): Int32Array {
  const hashes: number[] = [];
  const isMark: boolean[] = [];
  for (const [token] of folded.matchAll(TOKEN)) {
    hashes.push(fnv(NUMBER.test(token) ? '#' : token));
    isMark.push(MARK.test(token));
    if (hashes.length >= MOST_TOKENS) break;
  }
  const buckets = new Set<number>();
  for (let from = 0; from < hashes.length; from += 1) {
    let hash = 7;
    for (let size = 0; size < LONGEST_GRAM && from + size < hashes.length; size += 1) {
      if (isMark[from] && size > 0) break;
      hash = Math.imul(hash ^ hashes[from + size]!, 0x9e3779b1) + size;
      buckets.add(spread(hash));
      if (isMark[from + size]) break;
    }
  }
  return Int32Array.from(buckets);
}

/** FNV-1a over the code units of a text. */
function fnv(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 16_777_619);
  return hash;
}

/** Spreads the bits of a hash (finaliser of MurmurHash3) and cuts it to a bucket. */
function spread(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) & (POLARITY_BUCKETS - 1);
}
