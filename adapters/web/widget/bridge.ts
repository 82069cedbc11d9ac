/**
 * What the loader (on the shop's page) and the panel (in its frame) say to each other by `postMessage`.
 */
import type { Language } from '#core/protocol.ts';

/**
 * From the loader to the panel. `identity` is a signed statement (JWT) of the page's owner; absent means nobody known.
 * `kept` is what the panel asked to keep on an earlier page; `draft` goes into the composer and is never sent by itself.
 */
export type ToPanel =
  | { readonly baton: 'init'; readonly language: Language; readonly open: boolean; readonly identity?: string; readonly color?: string; readonly kept?: string; readonly draft?: string }
  | { readonly baton: 'visible'; readonly open: boolean }
  | { readonly baton: 'draft'; readonly draft: string }
  | { readonly baton: 'language'; readonly language: Language }
  | { readonly baton: 'identify'; readonly identity?: string };

/**
 * From the panel to the loader. `active` says that there is a conversation worth loading early on the next page; `keep`
 * asks the page to keep the panel's memory, because the browser gives frames of other sites none.
 */
export type ToHost =
  | { readonly baton: 'ready' }
  | { readonly baton: 'close' }
  | { readonly baton: 'unread'; readonly count: number }
  | { readonly baton: 'language'; readonly language: Language }
  | { readonly baton: 'active'; readonly active: boolean }
  | { readonly baton: 'keep'; readonly kept: string };

/** The language that a language tag such as `zh-CN` or `en` stands for; Chinese for `zh…`, otherwise English. */
export function languageOfTag(tag: string): Language {
  return /^zh\b/i.test(tag.trim()) ? 'zh' : 'en';
}

/** A colour that is safe to hand on, `#rgb` or `#rrggbb`; undefined for anything else. */
export function safeColor(color: string | null | undefined): string | undefined {
  return color && /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(color) ? color : undefined;
}

/** White or dark ink, whichever reads better on a `#rgb` or `#rrggbb` colour (WCAG 2.2 relative luminance). */
export function inkOn(color: string): '#ffffff' | '#231a15' {
  const full = color.length === 4 ? color.replace(/[0-9a-f]/gi, '$&$&') : color;
  const channel = (at: number): number => {
    const share = Number.parseInt(full.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  const luminance = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
  return 1.05 / (luminance + 0.05) >= 4.5 ? '#ffffff' : '#231a15';
}
