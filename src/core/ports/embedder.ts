/** Turns texts into vectors whose cosine says how near their meanings are. */
export type Embedder = {
  /** Names model, version and settings; vectors of different names must not be mixed. */
  readonly model: string;
  /** Length of every vector. */
  readonly dimension: number;
  /** One unit-length vector per text, in order. A text without any known word gives a zero vector. Throws `unavailable`. */
  embed(texts: readonly string[]): Promise<Float32Array[]>;
};
