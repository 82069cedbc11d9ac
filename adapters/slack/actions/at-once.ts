import type { Clock } from '#core/ports/clock.ts';
import { ACTIONS } from '../action-ids.ts';
import type { SlackContext } from '../context.ts';
import type { AtOnce } from '../inbox/intake.ts';
import { part, text } from '../inbox/slip.ts';
import { isInBox, putIntoBox, warnBefore } from './in-box.ts';
import { openBox, opensBox } from './open-box.ts';
import { readPressed } from './pressed.ts';

/** So long looking at a reply may take before it goes; then it goes without, ms. */
const LOOK_MS = 1_500;

/** What cannot wait for the journal: boxes open while Slack lets them, and a reply is looked at before it is taken. */
export async function answerAtOnce(context: SlackContext, body: Readonly<Record<string, unknown>>): Promise<AtOnce | undefined> {
  const type = text(body, 'type');
  if (type === 'block_actions') {
    const pressed = readPressed(body);
    if (!pressed) return undefined;
    // A link has opened by itself.
    if (pressed.actionId === ACTIONS.open) return { done: true };
    if (opensBox(pressed)) return { done: true, after: () => openBox(context, pressed) };
    if (isInBox(pressed)) return { done: true, after: () => putIntoBox(context, pressed, body) };
    return undefined;
  }
  if (type !== 'view_submission') return undefined;
  const warning = await within(context.clock, LOOK_MS, warnBefore(context, part(body, 'view'), text(part(body, 'user'), 'id') ?? '')).catch((error: unknown) => {
    context.onError(error);
    return undefined;
  });
  return warning ? { done: true, answer: warning } : undefined;
}

function within<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => resolve(undefined));
    work.finally(cancel).then(resolve, reject);
  });
}
