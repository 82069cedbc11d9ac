import type { Language } from '#core/protocol.ts';
import { inkOn } from './bridge.ts';
import { LAUNCHER } from './i18n.ts';

const CSS = `:host{all:initial;--c:#7a4327;--i:#fff}
button{position:fixed;right:max(20px,env(safe-area-inset-right));bottom:max(20px,env(safe-area-inset-bottom));width:60px;height:60px;border:0;border-radius:50%;background:var(--c);color:var(--i);cursor:pointer;padding:0;box-shadow:0 6px 24px rgba(43,30,20,.28);z-index:2147483000;transition:transform .15s}
button:hover{transform:translateY(-2px)}
button:focus-visible{outline:3px solid var(--c);outline-offset:3px}
svg{width:28px;height:28px;vertical-align:middle;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
b{position:absolute;top:-3px;right:-3px;min-width:22px;box-sizing:border-box;padding:0 6px;border-radius:11px;background:#c22b1e;color:#fff;font:600 13px/22px system-ui,sans-serif}
iframe{position:fixed;right:max(20px,env(safe-area-inset-right));bottom:94px;width:400px;max-width:calc(100vw - 40px);height:min(680px,calc(100vh - 114px));height:min(680px,calc(100dvh - 114px));border:0;border-radius:20px;background:#fbf7f1;color-scheme:light;box-shadow:0 16px 56px rgba(43,30,20,.26);z-index:2147483001}
[hidden]{display:none}
.s{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@media(max-width:520px),(max-height:480px){iframe{inset:0;width:100%;max-width:none;height:100%;height:100dvh;border-radius:0}button[aria-expanded=true]{visibility:hidden}}
@media(prefers-reduced-motion:reduce){button{transition:none}}`;
const CHAT = '<path d="M4 5.5h16v11H11l-4.5 3.6v-3.6H4z"/><path d="M8 9.5h8M8 12.7h5"/>';
const CROSS = '<path d="M6 6l12 12M18 6L6 18"/>';

/** What the launcher shows. */
type LauncherState = { readonly open: boolean; readonly unread: number; readonly language: Language };

/** The launcher in its own shadow tree, untouched by the page's styles. */
export type LauncherView = {
  readonly button: HTMLButtonElement;
  /** Puts the panel's frame into the page, hidden. */
  readonly addFrame: (src: string) => HTMLIFrameElement;
  readonly show: (state: LauncherState) => void;
};

/** Draws the launcher at the end of the page's body. `color` is `#rgb` or `#rrggbb`. */
export function drawLauncher(color: string | undefined): LauncherView {
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  // A constructed sheet is not subject to the page's style-src, unlike a <style> element.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  root.adoptedStyleSheets = [sheet];
  if (color) {
    host.style.setProperty('--c', color);
    host.style.setProperty('--i', inkOn(color));
  }
  const button = document.createElement('button');
  button.type = 'button';
  button.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true">${CHAT}</svg><b aria-hidden="true" hidden></b>`;
  const live = document.createElement('span');
  live.className = 's';
  live.setAttribute('role', 'status');
  root.append(button, live);
  document.body.append(host);
  let frame: HTMLIFrameElement | undefined;
  return {
    button,
    addFrame(src) {
      frame = document.createElement('iframe');
      frame.hidden = true;
      frame.allow = 'clipboard-write';
      frame.src = src;
      root.insertBefore(frame, button);
      return frame;
    },
    show({ open, unread, language }) {
      const words = LAUNCHER[language];
      host.lang = language === 'zh' ? 'zh-CN' : 'en';
      button.setAttribute('aria-label', open ? words.close : words.open);
      button.setAttribute('aria-expanded', String(open));
      const [icon, badge] = button.children;
      if (icon) icon.innerHTML = open ? CROSS : CHAT;
      const count = open ? 0 : unread;
      if (badge instanceof HTMLElement) {
        badge.hidden = count === 0;
        badge.textContent = count > 99 ? '99+' : String(count);
      }
      const told = count === 0 ? '' : words.unread(count);
      if (live.textContent !== told) live.textContent = told;
      if (frame) {
        frame.hidden = !open;
        frame.title = words.title;
      }
    },
  };
}
