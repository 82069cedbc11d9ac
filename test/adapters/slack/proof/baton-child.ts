import { systemClock } from '#worker/clock.ts';
import { CHANNEL, openSlackBaton, type SlackPlace } from './slack-baton.ts';

/** What the parent asks for. `open` comes first. */
export type Asked =
  | { readonly kind: 'open'; readonly place: SlackPlace; readonly dataDir: string; readonly paceMs: number; readonly hire?: readonly { readonly name: string; readonly email: string }[]; readonly web?: true }
  | { readonly kind: 'say'; readonly address: string; readonly id: string; readonly text: string }
  | { readonly kind: 'stop' };
/** What the child says. */
export type Told = { readonly kind: 'loaded' } | { readonly kind: 'ready'; readonly eventsUrl: string } | { readonly kind: 'accepted'; readonly id: string };

const tell = (told: Told): void => void process.send?.(told);
let baton: Awaited<ReturnType<typeof openSlackBaton>> | undefined;

// Nobody is left to drive it.
process.on('disconnect', () => process.exit());
process.on('message', (asked: Asked) => void answer(asked));

async function answer(asked: Asked): Promise<void> {
  if (asked.kind === 'open') {
    baton = await openSlackBaton({ place: asked.place, dataDir: asked.dataDir, clock: systemClock, paceMs: asked.paceMs, ...(asked.web ? { web: true } : {}) });
    for (const { name, email } of asked.hire ?? []) await baton.hire(name, email);
    tell({ kind: 'ready', eventsUrl: baton.eventsUrl });
  } else if (asked.kind === 'say') {
    await baton?.customers.accept({ channel: CHANNEL, address: asked.address, externalId: asked.id, text: asked.text, language: 'zh' });
    tell({ kind: 'accepted', id: asked.id });
  } else {
    await baton?.close();
    process.exit();
  }
}

tell({ kind: 'loaded' });
