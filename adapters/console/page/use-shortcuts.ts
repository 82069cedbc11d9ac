import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { moveIn, type ShortcutAction, shortcutOf } from './shortcuts.ts';

/** What the shortcuts do, apart from moving in the list. */
export type ShortcutActions = Readonly<Record<Exclude<ShortcutAction, 'next' | 'previous'>, () => unknown>>;

/** Listens for shortcuts on the whole page. Moving puts the focus on a row of the list; Enter then opens it by itself. */
export function useShortcuts(isOn: boolean, list: RefObject<HTMLElement | null>, actions: ShortcutActions): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    if (!isOn) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const target = event.target instanceof Element ? event.target : undefined;
      const action = shortcutOf({
        key: event.key,
        ctrlKey: event.ctrlKey,
        metaKey: event.metaKey,
        altKey: event.altKey,
        isComposing: event.isComposing,
        isTyping: target?.closest('input, textarea, select, [contenteditable], dialog') !== null && target !== undefined,
        isInList: target !== undefined && (list.current?.contains(target) ?? false),
      });
      if (action === undefined) return;
      event.preventDefault();
      if (action === 'next' || action === 'previous') move(list.current, action === 'next' ? 1 : -1);
      else latest.current[action]();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [isOn]);
}

/** Puts the focus on the row of a conversation, when it is shown. */
export function focusRow(list: HTMLElement | null, id: string): void {
  rowsOf(list).find((row) => row.dataset['row'] === id)?.focus();
}

function move(list: HTMLElement | null, step: 1 | -1): void {
  const rows = rowsOf(list);
  const focused = rows.findIndex((row) => row === document.activeElement);
  const current = focused >= 0 ? focused : rows.findIndex((row) => row.getAttribute('aria-current') === 'true');
  rows[moveIn(rows.length, current, step)]?.focus();
}

function rowsOf(list: HTMLElement | null): HTMLElement[] {
  // Rows folded away have no place on the screen.
  return [...(list?.querySelectorAll<HTMLElement>('[data-row]') ?? [])].filter((row) => row.getClientRects().length > 0);
}
