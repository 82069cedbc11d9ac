import type { App } from '@slack/bolt';
import { toBatonError } from '#core/errors.ts';
import type { JournalEntry } from '#core/ports/event-journal.ts';
import { takePress } from './actions/press.ts';
import { readPressed } from './actions/pressed.ts';
import { takeSubmission } from './actions/submissions.ts';
import { takeCommand } from './commands/commands.ts';
import { isOfCommand } from './commands/reply.ts';
import type { SlackContext } from './context.ts';
import type { ChannelHook } from './inbox/hook.ts';
import { takeMessage } from './inbox/messages.ts';
import { part, placeOf, text } from './inbox/slip.ts';
import { say, whisper } from './tell.ts';
import { WORDS } from './words.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Bolt's app with what is done with each kind of thing. `keyOf` gives back the journal's key of a body that is being worked on. */
export function listen(app: App, context: SlackContext, hook: () => ChannelHook | undefined, keyOf: (body: object) => string): void {
  app.event('message', async ({ event, body }) => {
    const message = event as unknown as Fields;
    const key = keyOf(body);
    const owner = hook();
    if (owner?.owns(placeOf(message).channel)) return owner.message(message, key);
    await takeMessage(context, message, key);
  });
  app.action({ type: 'block_actions' }, async ({ body }) => {
    const pressed = body as unknown as Fields;
    const key = keyOf(body);
    const owner = hook();
    // What a colleague is asked after a command can stand in any channel.
    if (owner?.owns(text(part(pressed, 'channel'), 'id') ?? '') && !isOfCommand(readPressed(pressed))) return owner.press(pressed, key);
    await takePress(context, pressed, key);
  });
  app.view({ type: 'view_submission' }, ({ body }) => takeSubmission(context, body as unknown as Fields, keyOf(body)));
  app.command(/./, ({ body }) => takeCommand(context, body as unknown as Fields, keyOf(body)));
}

/** Runs the app's listeners on what stands in the journal. What they throw comes out. */
export function runFromJournal(app: App): { readonly work: (entry: JournalEntry) => Promise<void>; readonly keyOf: (body: object) => string } {
  const keys = new WeakMap<object, string>();
  return {
    async work({ body: written, key }) {
      const body = JSON.parse(written) as Record<string, unknown>;
      keys.set(body, key);
      await app.processEvent({ body, ack: () => Promise.resolve() });
    },
    keyOf: (body) => keys.get(body) ?? '',
  };
}

/** Tells whoever did something that it could not be done. */
export async function tellGivenUp(context: SlackContext, { body: written }: JournalEntry, error: unknown): Promise<void> {
  context.onError(toBatonError(error));
  const body = JSON.parse(written) as Fields;
  const event = part(body, 'event');
  const slackId = text(part(body, 'user'), 'id') ?? text(body, 'user_id') ?? text(event, 'user');
  if (slackId === undefined) return;
  const channel = text(part(body, 'channel'), 'id') ?? text(body, 'channel_id') ?? text(event, 'channel') ?? '';
  const thread = text(event, 'thread_ts') ?? text(part(body, 'message'), 'thread_ts');
  const { language } = await context.people.find(slackId);
  await whisper(context, slackId, { channel, thread }, say(WORDS.failed, language));
}
