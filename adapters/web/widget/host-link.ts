import type { Language } from '#core/protocol.ts';
import { languageOfTag, safeColor } from './bridge.ts';
import type { ToHost, ToPanel } from './bridge.ts';
import { safeDraft } from './draft.ts';

/** What the panel does when the page around it speaks. */
export type HostHandlers = {
  readonly init: (language: Language, open: boolean, identity: string | undefined, color: string | undefined, kept: string | undefined) => void;
  readonly visible: (open: boolean) => void;
  readonly draft: (text: string) => void;
  readonly language: (language: Language) => void;
  readonly identify: (identity: string | undefined) => void;
};

/** The panel's line to the page that embeds it. */
export type HostLink = {
  readonly tell: (message: ToHost) => void;
};

/**
 * Listens to the page that embeds the panel and says `ready`. Only the parent window is heard, only from the origin
 * that the loader named in the address, and only that origin is answered. Undefined when nothing embeds the panel.
 */
export function linkToHost(handlers: HostHandlers): HostLink | undefined {
  if (window.parent === window) return undefined;
  const origin = new URLSearchParams(location.hash.slice(1)).get('host') ?? '';
  const tell = (message: ToHost): void => {
    if (/^https?:\/\//.test(origin)) window.parent.postMessage(message, origin);
  };
  addEventListener('message', ({ data, source, origin: from }: MessageEvent<ToPanel | null>) => {
    if (source !== window.parent || from !== origin || !data) return;
    const identity = 'identity' in data && typeof data.identity === 'string' ? data.identity : undefined;
    if (data.baton === 'init') handlers.init(languageOfTag(data.language), data.open, identity, safeColor(data.color), typeof data.kept === 'string' ? data.kept : undefined);
    const draft = 'draft' in data ? safeDraft(data.draft) : undefined;
    if (draft !== undefined) handlers.draft(draft);
    if (data.baton === 'visible') handlers.visible(data.open);
    else if (data.baton === 'language') handlers.language(languageOfTag(data.language));
    else if (data.baton === 'identify') handlers.identify(identity);
  });
  tell({ baton: 'ready' });
  return { tell };
}
