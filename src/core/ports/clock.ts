/** The time. Everything that needs it asks here, so that tests can drive it. */
export type Clock = {
  /** Unix time, ms. */
  now(): number;
  /** Calls back once after `ms`; the returned function cancels it. Never keeps the process alive by itself. */
  after(ms: number, call: () => void): () => void;
};
