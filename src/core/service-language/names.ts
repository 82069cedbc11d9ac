import type { Situation } from './situation.ts';

/** A wording with the writer's names, where they are known. */
export function fillNames(wording: string, { names }: Situation): string {
  return wording.replaceAll('{agent}', () => names?.agent ?? '{agent}').replaceAll('{company}', () => names?.company ?? '{company}');
}
