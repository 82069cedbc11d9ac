import type { BriefView } from '../protocol.ts';

/** A change smaller than this is none. */
const NOTABLE = 0.3;

/** The message at which the mood turned: the steepest fall, else the steepest rise; `undefined` where it went on evenly. */
export function moodTurnOf(moods: BriefView['moods']): BriefView['moodTurn'] {
  const steps = moods.slice(1).map((mood, i) => ({ mood, change: mood.sentiment - (moods[i]?.sentiment ?? 0) }));
  const steepest = (sign: 1 | -1) => steps.filter(({ change }) => change * sign >= NOTABLE).toSorted((a, b) => (b.change - a.change) * sign)[0];
  const [fall, rise] = [steepest(-1), steepest(1)];
  const turn = fall ?? rise;
  return turn && { seq: turn.mood.seq, text: turn.mood.text, to: turn === fall ? 'worse' : 'better' };
}
