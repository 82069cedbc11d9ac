import { describe, expect, it } from 'vitest';
import { isSendKey, type KeyPress, moveIn, shortcutOf } from '#adapters/console/page/shortcuts.ts';

function press(key: string, rest: Partial<KeyPress> = {}): KeyPress {
  return { key, ctrlKey: false, metaKey: false, altKey: false, isComposing: false, isTyping: false, isInList: false, ...rest };
}

describe('shortcuts', () => {
  it('do what the help says', () => {
    expect(['j', 'k', 'c', 'r', 'n', 'b', '/', 'Escape', '?'].map((key) => shortcutOf(press(key)))).toEqual([
      'next',
      'previous',
      'claim',
      'reply',
      'note',
      'brief',
      'filter',
      'back',
      'help',
    ]);
  });

  it('never fire while somebody types, composes characters or holds a modifier', () => {
    for (const key of ['j', 'c', '?', 'Escape']) {
      for (const rest of [{ isTyping: true }, { isComposing: true }, { ctrlKey: true }, { metaKey: true }, { altKey: true }]) {
        expect(shortcutOf(press(key, rest))).toBeUndefined();
      }
    }
  });

  it('leave other keys alone, and arrows outside of the list', () => {
    expect([shortcutOf(press('x')), shortcutOf(press('toString')), shortcutOf(press('ArrowDown'))]).toEqual([undefined, undefined, undefined]);
    expect(shortcutOf(press('ArrowDown', { isInList: true }))).toBe('next');
    expect(shortcutOf(press('ArrowUp', { isInList: true }))).toBe('previous');
  });

  it('move inside the list and not beyond it', () => {
    expect([moveIn(3, -1, 1), moveIn(3, -1, -1), moveIn(3, 0, -1), moveIn(3, 1, 1), moveIn(3, 2, 1), moveIn(0, -1, 1)]).toEqual([0, 2, 0, 2, 2, -1]);
  });
});

describe('Enter in a text box', () => {
  const enter = { key: 'Enter', shiftKey: false, isComposing: false, keyCode: 13 };

  it('sends, and with Shift starts a new line', () => {
    expect(isSendKey(enter)).toBe(true);
    expect(isSendKey({ ...enter, shiftKey: true })).toBe(false);
    expect(isSendKey({ ...enter, key: 'a' })).toBe(false);
  });

  it('only picks the word while Chinese is typed, in Safari too', () => {
    expect(isSendKey({ ...enter, isComposing: true })).toBe(false);
    expect(isSendKey({ ...enter, keyCode: 229 })).toBe(false);
  });
});
