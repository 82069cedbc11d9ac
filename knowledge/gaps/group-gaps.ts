import type { Gap, GapGroup } from '#core/gap.ts';
import type { Language } from '#core/language.ts';
import type { Embedder } from '#core/ports/embedder.ts';
import { containment, subjectWords } from '../subject-words.ts';
import { dot, isZero } from '../vector-index.ts';

/** Examples that a group shows. */
const EXAMPLES = 4;
/** Texts that are embedded at once. */
const EMBED_AT_ONCE = 64;
/** Longest work before others have their turn, ms. */
const LONGEST_WORK_MS = 10;

/**
 * Questions that are alike in form ("can I …?") are near for that alone: in one language, those that share fewer than half
 * of the shorter one's words count as less near, others as nearer, by at most `MOST_BY_WORDS`. Chosen on the 210
 * questions of `test/knowledge/dev-questions.ts`: 35 pairs in one group have an article in common and 14 have none; by
 * vectors alone 33 and 27.
 */
const [HALF, BY_WORDS, MOST_BY_WORDS] = [0.5, 0.5, 0.1];
/** Wordings of a group whose words are compared, the latest in each language. */
const WORDINGS = 5;

type Asked = { readonly gaps: readonly Gap[]; readonly language: Language; readonly vector: Float32Array | undefined; readonly words: ReadonlySet<string> };

/** `sum` of the unit vectors of its wordings, and its length: its direction is the middle of the group. */
type Cluster = { readonly sum: Float32Array | undefined; length: number; readonly words: Record<Language, ReadonlySet<string>[]>; readonly gaps: Gap[] };

/**
 * Groups questions by meaning, in both languages at once: oldest first, each joins the group whose middle is nearest, if
 * that is at least as near as `nearness` (a cosine, corrected by shared words), or begins one (leader clustering). So a
 * group keeps its id and its questions while new ones come. The same words always go together. Throws what the embedder throws.
 */
export async function groupGaps(gaps: readonly Gap[], embedder: Embedder, nearness: number): Promise<GapGroup[]> {
  const byWords = new Map<string, Gap[]>();
  for (const gap of gaps.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))) {
    const words = wordsOf(gap.text);
    const same = byWords.get(words);
    if (same) same.push(gap);
    else byWords.set(words, [gap]);
  }
  const asked = [...byWords.values()];
  const vectors: Float32Array[] = [];
  for (let from = 0; from < asked.length; from += EMBED_AT_ONCE) {
    vectors.push(...(await embedder.embed(asked.slice(from, from + EMBED_AT_ONCE).map(([first]) => first?.text ?? ''))));
    await breathe();
  }
  const clusters: Cluster[] = [];
  let worksSince = performance.now();
  for (const [at, same] of asked.entries()) {
    const vector = vectors[at];
    const text = same[0]?.text ?? '';
    const question: Asked = { gaps: same, language: same[0]?.language ?? 'zh', vector: vector && !isZero(vector) ? vector : undefined, words: subjectWords(text) };
    const home = nearestTo(question, clusters, nearness);
    if (home) join(home, question);
    else clusters.push({ sum: question.vector?.slice(), length: 1, words: { zh: [], en: [], [question.language]: [question.words] }, gaps: [...same] });
    if (performance.now() - worksSince > LONGEST_WORK_MS) {
      await breathe();
      worksSince = performance.now();
    }
  }
  return clusters.map(({ gaps: own }) => toGroup(own));
}

function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Letters and digits alone: "发票?" and "发票" are the same words. */
function wordsOf(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase();
  return plain.replace(/[^\p{L}\p{N}]+/gu, '') || plain;
}

function nearestTo({ vector, language, words }: Asked, clusters: readonly Cluster[], nearness: number): Cluster | undefined {
  if (vector === undefined) return undefined;
  let best: Cluster | undefined;
  let most = nearness;
  for (const cluster of clusters) {
    const cosine = cluster.sum === undefined ? -1 : dot(vector, cluster.sum) / cluster.length;
    if (cosine + MOST_BY_WORDS < most) continue;
    const others = cluster.words[language];
    const shared = others.length === 0 ? HALF : Math.max(...others.map((other) => containment(words, other)));
    const near = cosine + Math.min(MOST_BY_WORDS, BY_WORDS * (shared - HALF));
    if (near >= most) [best, most] = [cluster, near];
  }
  return best;
}

function join(cluster: Cluster, question: Asked): void {
  const { sum, words, gaps } = cluster;
  gaps.push(...question.gaps);
  words[question.language] = [...words[question.language], question.words].slice(-WORDINGS);
  sum?.forEach((value, at) => {
    sum[at] = value + (question.vector?.[at] ?? 0);
  });
  cluster.length = sum ? Math.sqrt(dot(sum, sum)) : 1;
}

function toGroup(gaps: readonly Gap[]): GapGroup {
  const oldest = gaps.reduce((first, gap) => (gap.at < first.at ? gap : first));
  const newestFirst = gaps.toSorted((a, b) => b.at - a.at);
  const wordings = new Map(newestFirst.toReversed().map(({ text, language }) => [wordsOf(text), { text, language }]));
  return {
    id: oldest.id,
    gaps: newestFirst,
    count: gaps.length,
    firstAt: oldest.at,
    lastAt: newestFirst[0]?.at ?? oldest.at,
    examples: [...wordings.values()].toReversed().slice(0, EXAMPLES),
  };
}
