import { foldInPlace } from './fold-text.ts';

/** A product that customers may name. */
export type Product = { readonly id: string; readonly aliases: readonly string[] };

/** A product named in a text. `value` is its id. */
export type FoundProduct = { readonly value: string; readonly start: number; readonly end: number };

/**
 * A finder of product names in texts folded in place: longest alias first, in any case, with or without spaces and
 * hyphens inside; Latin names only as whole words.
 */
export function createProductFinder(products: readonly Product[]): (folded: string) => FoundProduct[] {
  const idOf = new Map<string, string>();
  for (const { id, aliases } of products) {
    for (const alias of aliases) {
      const key = tight(foldInPlace(alias));
      if (key !== '' && !idOf.has(key)) idOf.set(key, id);
    }
  }
  if (idOf.size === 0) return () => [];
  const pattern = new RegExp([...idOf.keys()].toSorted((a, b) => b.length - a.length).map(toPattern).join('|'), 'gu');
  return (folded) =>
    [...folded.matchAll(pattern)].map((match) => ({
      value: idOf.get(tight(match[0])) ?? '',
      start: match.index,
      end: match.index + match[0].length,
    }));
}

function tight(name: string): string {
  return name.replace(/[\s-]+/g, '');
}

function toPattern(name: string): string {
  const body = Array.from(name).map((sign) => sign.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[\\s-]?');
  const before = /^[a-z0-9]/.test(name) ? '(?<![a-z0-9])' : '';
  return `${before}${body}${/[a-z0-9]$/.test(name) ? '(?![a-z0-9])' : ''}`;
}
