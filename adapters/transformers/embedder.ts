import { stat } from 'node:fs/promises';
import path from 'node:path';
import { BatonError } from '#core/errors.ts';
import type { Embedder } from '#core/ports/embedder.ts';
import { embedInBatches } from '#core/embed-in-batches.ts';
import { refuseVectors } from '#adapters/shared/refuse-vectors.ts';

/** What is used of the package `@huggingface/transformers` 3. */
export type TransformersModule = {
  readonly env: { allowLocalModels: boolean; allowRemoteModels: boolean; localModelPath: string };
  readonly pipeline: (task: 'feature-extraction', model: string, options: { readonly dtype: string }) => Promise<Extractor>;
};

type Extractor = (texts: string[], options: { readonly pooling: 'mean' | 'cls'; readonly normalize: boolean }) => Promise<{ readonly dims: readonly number[]; readonly data: ArrayLike<number> }>;

/** Which model, and how. */
export type TransformersEmbedderOptions = {
  /** A folder with an ONNX model (`config.json`, `tokenizer.json`, `onnx/model_quantized.onnx`), or a name on the hub such as `Xenova/bge-small-zh-v1.5`. */
  readonly model: string;
  readonly pooling?: 'mean' | 'cls';
  /** Kind of numbers in the model file: `q8` reads `model_quantized.onnx`, `fp32` reads `model.onnx`. */
  readonly dtype?: string;
  /** Loads the package; tests give their own. */
  readonly load?: () => Promise<TransformersModule>;
};

const PACKAGE: string = '@huggingface/transformers';
const LONGEST = 4_000;
const BATCH = 16;

/**
 * Embeddings of a local ONNX model through `@huggingface/transformers`, which is not installed with Baton. Throws
 * `misconfigured` with the command to run when the package is missing, and when the model cannot be loaded.
 */
export async function createTransformersEmbedder(options: TransformersEmbedderOptions): Promise<Embedder> {
  const { model, pooling = 'mean', dtype = 'q8', load = loadPackage } = options;
  const { env, pipeline } = await load();
  const isFolder = await stat(model).then((found) => found.isDirectory(), () => false);
  env.allowLocalModels = isFolder;
  env.allowRemoteModels = !isFolder;
  if (isFolder) env.localModelPath = path.dirname(path.resolve(model));
  const extract = await pipeline('feature-extraction', isFolder ? path.basename(path.resolve(model)) : model, { dtype }).catch((cause: unknown) => {
    const hint = isFolder ? 'It needs config.json, tokenizer.json and onnx/model_quantized.onnx.' : 'Give a folder with an ONNX model, or the name of one on the hub, and check the network.';
    throw new BatonError('misconfigured', `The model ${model} cannot be loaded. ${hint} Check EMBEDDINGS_MODEL.`, { cause });
  });
  const run = async (texts: string[]): Promise<Float32Array[]> => {
    const { dims, data } = await extract(texts, { pooling, normalize: true }).catch((cause: unknown) => {
      throw new BatonError('unavailable', `The model ${model} failed on ${texts.length} texts. Check that there is enough memory.`, { cause });
    });
    const size = dims.at(-1) ?? 0;
    const rows = dims.length === 2 ? (dims[0] ?? 0) : 0;
    return Array.from({ length: rows }, (_, row) => Float32Array.from({ length: size }, (_unused, at) => data[row * size + at] ?? Number.NaN));
  };
  const limits = { batch: BATCH, longest: LONGEST, refuse: refuseVectors(model) };
  const [probe] = await embedInBatches(['refund 退款'], { ...limits, dimension: undefined }, run);
  const dimension = probe?.length ?? 0;
  return {
    model: `transformers/${isFolder ? path.resolve(model) : model}/${pooling}/${dtype}/${dimension}`,
    dimension,
    embed: (texts) => embedInBatches(texts, { ...limits, dimension }, run),
  };
}

async function loadPackage(): Promise<TransformersModule> {
  try {
    const loaded: unknown = await import(PACKAGE);
    if (isTransformers(loaded)) return loaded;
  } catch (cause) {
    throw new BatonError('misconfigured', `EMBEDDINGS=transformers needs the package ${PACKAGE}, which is not installed. Run "npm install --no-save ${PACKAGE}@3", then start again.`, { cause });
  }
  throw new BatonError('misconfigured', `The package ${PACKAGE} is not of a version that Baton knows. Run "npm install --no-save ${PACKAGE}@3".`);
}

function isTransformers(loaded: unknown): loaded is TransformersModule {
  return typeof loaded === 'object' && loaded !== null && 'pipeline' in loaded && typeof loaded.pipeline === 'function' && 'env' in loaded;
}
