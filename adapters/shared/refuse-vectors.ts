import { BatonError } from '#core/errors.ts';

/** Says that a model which the settings name answers with something else than vectors. */
export function refuseVectors(model: string): (what: string) => BatonError {
  return (what) => new BatonError('unavailable', `The embedding model ${model} answered with ${what}. Check EMBEDDINGS_MODEL: it must be a model for embeddings.`);
}
