import { useState } from 'preact/hooks';
import { remember, remembered } from './preferences.ts';
import type { Section } from './sort.ts';

/** Screens this narrow cannot hold the brief and the keyboard at once. */
const NARROW = '(max-width: 760px)';

/**
 * Is the brief unfolded? Open until the customer has a person's first answer, then folded to make room for the transcript;
 * a reader who folds or unfolds it in an own conversation is remembered. On a narrow screen it is folded until it is asked for.
 */
export function useBriefOpen(section: Section | undefined, isAnswered: boolean): { readonly isOpen: boolean; readonly toggle: () => void; readonly makeRoom: () => void } {
  const [choice, setChoice] = useState<boolean>();
  const isRunning = section === 'mine' || section === 'colleagues';
  const habit = remembered('brief');
  const isNeeded = section === 'waiting' || (isRunning && (habit === undefined ? !isAnswered : habit === 'open'));
  const isOpen = choice ?? (isNeeded && !isNarrow());
  return {
    isOpen,
    toggle: () => {
      if (section === 'mine' && !isNarrow()) remember('brief', isOpen ? 'folded' : 'open');
      setChoice(!isOpen);
    },
    makeRoom: () => {
      if (isNarrow()) setChoice(false);
    },
  };
}

function isNarrow(): boolean {
  return window.matchMedia(NARROW).matches;
}
