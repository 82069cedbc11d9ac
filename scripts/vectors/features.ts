/** A sparse vector by the names of its components: synsets, words of explanations, glossary groups, neighbours in talk. */
export type Features = Map<string, number>;

/** Adds `weight` times `source`. */
export function addFeatures(target: Features, source: ReadonlyMap<string, number>, weight: number): void {
  for (const [name, value] of source) addFeature(target, name, weight * value);
}

/** Adds `weight` to one component. */
export function addFeature(target: Features, name: string, weight: number): void {
  target.set(name, (target.get(name) ?? 0) + weight);
}

/** Makes the length 1, in place; an empty vector stays empty. */
export function toUnitFeatures(features: Features): Features {
  let squares = 0;
  for (const value of features.values()) squares += value * value;
  const norm = Math.sqrt(squares);
  if (norm > 1e-9) for (const [name, value] of features) features.set(name, value / norm);
  return features;
}
