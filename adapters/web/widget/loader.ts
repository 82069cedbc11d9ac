/**
 * `/widget.js`: one script tag puts a chat launcher on any page. The panel itself is a frame of the script's own
 * origin and is fetched when it is first opened, or early when this browser already has a conversation.
 */
import type { Language } from '#core/protocol.ts';
import { languageOfTag, safeColor } from './bridge.ts';
import type { ToHost, ToPanel } from './bridge.ts';
import { drawLauncher } from './loader-view.ts';

/** What the page may do with the chat, as `window.baton`. */
export type Baton = {
  /** Shows the panel; a `draft` becomes the beginning of the next message, which the customer finishes and sends. */
  readonly open: (options?: { readonly draft?: string }) => void;
  readonly close: () => void;
  readonly setLanguage: (language: Language) => void;
  /** Tells who the visitor is by a JWT that the shop's server signed; without one the visitor is signed out. */
  readonly identify: (identity?: string | null) => void;
};

declare global {
  interface Window {
    baton?: Baton;
  }
}

const ACTIVE = 'baton.active';
const KEPT = 'baton.kept';

function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    // Pages may forbid storage; the chat then forgets at reload.
    return null;
  }
}

function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // As above.
  }
}

function start(script: HTMLScriptElement): Baton {
  const panelOrigin = new URL(script.src).origin;
  const { dataset } = script;
  const color = safeColor(dataset['color']);
  const view = drawLauncher(color);
  let language = languageOfTag(dataset['language'] || document.documentElement.lang || navigator.language);
  let identity = dataset['identity'];
  let frame: HTMLIFrameElement | undefined;
  let ready = false;
  let open = false;
  let unread = 0;
  let overflow = '';
  let draft: string | undefined;

  const show = (): void => view.show({ open, unread, language });
  const tell = (message: ToPanel): void => {
    if (ready) frame?.contentWindow?.postMessage(message, panelOrigin);
  };
  const load = (): void => {
    frame ??= view.addFrame(`${panelOrigin}/widget/#host=${encodeURIComponent(location.origin)}`);
  };
  const setOpen = (next: boolean): void => {
    if (open === next) return;
    open = next;
    if (open) load();
    show();
    const page = document.documentElement.style;
    if (open) overflow = page.overflow;
    page.overflow = open && matchMedia('(max-width:520px)').matches ? 'hidden' : overflow;
    tell({ baton: 'visible', open });
    if (open) frame?.focus();
    else view.button.focus();
  };

  addEventListener('message', ({ data, origin, source }: MessageEvent<ToHost | null>) => {
    if (origin !== panelOrigin || !frame || source !== frame.contentWindow || !data) return;
    if (data.baton === 'ready') {
      ready = true;
      const kept = recall(KEPT);
      tell({ baton: 'init', language, open, ...(identity && { identity }), ...(color && { color }), ...(kept && { kept }), ...(draft && { draft }) });
      draft = undefined;
    } else if (data.baton === 'close') {
      setOpen(false);
    } else if (data.baton === 'unread') {
      unread = data.count;
      show();
    } else if (data.baton === 'language') {
      language = languageOfTag(data.language);
      show();
    } else if (data.baton === 'active') {
      remember(ACTIVE, data.active ? '1' : '');
    } else if (data.baton === 'keep') {
      remember(KEPT, data.kept);
    }
  });
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && open && !event.defaultPrevented) setOpen(false);
  });
  view.button.addEventListener('click', () => setOpen(!open));
  show();
  if (recall(ACTIVE)) setTimeout(load, 1500);

  return {
    open(options) {
      const next = options?.draft;
      setOpen(true);
      if (!next) return;
      if (ready) tell({ baton: 'draft', draft: next });
      else draft = next;
    },
    close: () => setOpen(false),
    setLanguage(next) {
      language = languageOfTag(next);
      show();
      tell({ baton: 'language', language });
    },
    identify(next) {
      identity = next || undefined;
      tell({ baton: 'identify', ...(identity && { identity }) });
    },
  };
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement && !window.baton) {
  if (document.body) {
    window.baton = start(script);
  } else {
    addEventListener('DOMContentLoaded', () => {
      window.baton ??= start(script);
    });
  }
}
