import path from 'node:path';
import { createClassifier } from '#intents/create-classifier.ts';
import { createEmbedder } from '#intents/create-embedder.ts';
import { evaluateIntents, firstOfEach } from '#intents/evaluate-intents.ts';
import { evaluateSentiment, parseSentimentRow } from '#intents/evaluate-sentiment.ts';
import { evaluateSimilarity } from '#intents/evaluate-similarity.ts';
import type { Row } from '#intents/intent-model.ts';
import { loadCatalog } from '#intents/load-catalog.ts';
import { loadPersonPhrases } from '#intents/load-person-phrases.ts';
import { readJsonl } from '#intents/read-jsonl.ts';
import { readPairs } from '#intents/read-pairs.ts';
import { readIntentRows } from '#intents/read-rows.ts';
import { loadWords } from '#intents/vectors/load-words.ts';
import { measureNlpjs } from './nlpjs.ts';
import { percentile, round } from './statistics.ts';

/** One figure beside what it has to reach. */
export type Figure = {
  readonly name: string;
  readonly value: number;
  /** `ms`, `s`, `MB`, or nothing for shares and correlations. */
  readonly unit: string;
  readonly target: string;
  readonly isMet: boolean;
  /** What NLP.js reaches in the same run, in the same unit. */
  readonly nlpjs?: number;
};

const INTENTS = path.join(import.meta.dirname, '..', '..', '..', 'intents');
const atLeast = (name: string, value: number, target: number, nlpjs?: number): Figure => ({
  name, value: round(value, 3), unit: '', target: `≥ ${target}`, isMet: value >= target, ...(nlpjs === undefined ? {} : { nlpjs: round(nlpjs, 3) }),
});
const atMost = (name: string, value: number, unit: string, target: number, nlpjs?: number): Figure => ({
  name, value: round(value, 2), unit, target: `≤ ${target}`, isMet: value <= target, ...(nlpjs === undefined ? {} : { nlpjs: round(nlpjs, 2) }),
});

/** Figures of one English set of intents. */
export async function measureIntents(data: string, set: 'banking77' | 'hwu64' | 'clinc150'): Promise<Figure[]> {
  const rows = async (part: string): Promise<readonly Row[]> => (await readIntentRows(path.join(data, set, `${part}.jsonl`))).rows;
  const [train, test] = [(await rows('train')).filter(({ intent }) => intent !== 'oos'), await rows('test')];
  const report = await evaluateIntents(train, test);
  const inScope = test.filter(({ intent }) => intent !== 'oos');
  const rival = await measureNlpjs(train, inScope);
  if (set === 'hwu64') return [atLeast('hwu64: accuracy', report.accuracy, 0.895, rival?.accuracy)];
  if (set === 'clinc150') {
    return [
      atLeast(`clinc150: in-scope accuracy at ${report.threshold}`, report.inScopeAccuracy, 0.92, rival?.accuracy),
      atLeast(`clinc150: out-of-scope recall at ${report.threshold}`, report.oosRecall ?? 0, 0.78),
    ];
  }
  const few = firstOfEach(train, 10);
  const fewReport = await evaluateIntents(few, test);
  const fewRival = await measureNlpjs(few, inScope);
  return [
    atLeast('banking77, all rows: accuracy', report.accuracy, 0.92, rival?.accuracy),
    atLeast('banking77, first 10 rows an intent: accuracy', fewReport.accuracy, 0.76, fewRival?.accuracy),
    atMost(`training on 10,003 rows, two cores (processor time ${round(report.trainProcessorSeconds, 1)} s)`, report.trainSeconds, 's', 10, rival?.trainSeconds),
  ];
}

/** Likeness of Chinese sentences without tuning. */
export async function measureSimilarity(data: string): Promise<Figure[]> {
  const { pairs } = await readPairs(path.join(data, 'lcqmc', 'dev.jsonl'));
  const { spearman } = await evaluateSimilarity(await createEmbedder(), pairs);
  return [{ name: 'lcqmc dev, without tuning: Spearman × 100', value: round(spearman * 100), unit: '', target: '≥ 54', isMet: spearman >= 0.54 }];
}

/** Praise and blame of meals, learnt from goods. */
export async function measureSentiment(data: string): Promise<Figure[]> {
  const read = (file: string) => readJsonl(path.join(data, file), parseSentimentRow, 'skip');
  const [train, test] = [await read('online_shopping_10_cats/all.jsonl'), await read('waimai_10k/all.jsonl')];
  const { accuracy } = await evaluateSentiment(test.rows, train.rows);
  return [atLeast('waimai_10k, learnt from online_shopping_10_cats: accuracy', accuracy, 0.87)];
}

/** Time of one message with everything: intents, mood, entities, vector. The best of three rounds, as other work uses the processor too. */
export async function measureMessages(): Promise<Figure[]> {
  const intents = await loadCatalog(path.join(INTENTS, 'catalog'));
  const [classifier, embedder] = await Promise.all([
    loadPersonPhrases(path.join(INTENTS, 'person-phrases.yaml')).then((personPhrases) => createClassifier({ intents, personPhrases })),
    createEmbedder(),
  ]);
  const texts = intents.flatMap(({ examples }) => [...examples.zh, ...examples.en]);
  const best = new Map<string, number>();
  for (let round = 0; round < 3; round += 1) {
    for (const text of texts) {
      const started = performance.now();
      await classifier.understand(text, 'zh');
      await embedder.embed([text]);
      best.set(text, Math.min(best.get(text) ?? Infinity, performance.now() - started));
    }
  }
  return [atMost('one message with everything, p99', percentile([...best.values()], 0.99), 'ms', 2)];
}

/** Time of loading the vectors, from the file to the first answer. */
export async function measureLoading(folder: string): Promise<Figure[]> {
  const started = performance.now();
  await Promise.all([loadWords(path.join(folder, 'words.bin')), loadWords(path.join(folder, 'glosses.bin'))]);
  return [atMost('shipped vectors: loading', performance.now() - started, 'ms', 200)];
}
