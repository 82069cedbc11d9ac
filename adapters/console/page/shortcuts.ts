/** What a key can ask for. */
export type ShortcutAction = 'next' | 'previous' | 'claim' | 'reply' | 'note' | 'brief' | 'filter' | 'back' | 'help';

/** A key press, as far as it matters. */
export type KeyPress = {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly isComposing: boolean;
  /** Is the reader writing in a text field, or is a dialog open? */
  readonly isTyping: boolean;
  /** Is the focus inside the list? Arrow keys move only there; elsewhere they scroll. */
  readonly isInList: boolean;
};

const KEYS: Readonly<Record<string, ShortcutAction>> = {
  j: 'next',
  k: 'previous',
  c: 'claim',
  r: 'reply',
  n: 'note',
  b: 'brief',
  '/': 'filter',
  Escape: 'back',
  '?': 'help',
};

/** What a key press asks for; nothing while the reader types, composes characters or holds a modifier. */
export function shortcutOf(press: KeyPress): ShortcutAction | undefined {
  if (press.isTyping || press.isComposing || press.ctrlKey || press.metaKey || press.altKey) return undefined;
  if (press.isInList && press.key === 'ArrowDown') return 'next';
  if (press.isInList && press.key === 'ArrowUp') return 'previous';
  return Object.hasOwn(KEYS, press.key) ? KEYS[press.key] : undefined;
}

/** Does this key press in a text box send it? Enter alone does; not with Shift, and not while characters are composed. */
export function isSendKey(press: { readonly key: string; readonly shiftKey: boolean; readonly isComposing: boolean; readonly keyCode: number }): boolean {
  // Safari ends a composition before the key press and marks that press only by key code 229.
  return press.key === 'Enter' && !press.shiftKey && !press.isComposing && press.keyCode !== 229;
}

/** The place to move to in a list of `count`, from `current` (-1: nowhere yet) by `step`; stays inside the list. */
export function moveIn(count: number, current: number, step: 1 | -1): number {
  if (count === 0) return -1;
  if (current < 0) return step > 0 ? 0 : count - 1;
  return Math.min(count - 1, Math.max(0, current + step));
}
