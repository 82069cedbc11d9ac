import type { Clock } from '#core/ports/clock.ts';
import type { PresenceDesk } from '#core/routing/presence-desk.ts';
import type { People } from './people.ts';
import type { SlackApi } from './slack-api.ts';

/** How often is looked who is active in Slack, ms; under the time after which somebody counts as away. */
const EVERY_MS = 45_000;
/** So many are asked for each time: Slack allows some fifty a minute. */
const MOST = 30;

/**
 * Whoever is active in Slack is there, as with an open console: what they have chosen holds on. Who has chosen nothing in Baton,
 * or to be away, stays as they are. Answers with what stops it.
 */
export function followPresence({ api, people, presence, clock, isWell, onError }: { readonly api: SlackApi; readonly people: People; readonly presence: PresenceDesk; readonly clock: Clock; readonly isWell: () => boolean; readonly onError: (error: unknown) => void }): () => void {
  let isStopped = false;
  let cancel = (): void => undefined;
  let next = 0;
  const look = async (): Promise<void> => {
    const wanted = [...(await presence.everybody())].flatMap(([id, { chosen }]) => (chosen === undefined || chosen === 'away' ? [] : [id]));
    const turn = wanted.length <= MOST ? wanted : [...wanted.slice(next % wanted.length), ...wanted].slice(0, MOST);
    next = wanted.length <= MOST ? 0 : (next + MOST) % wanted.length;
    const active: string[] = [];
    for (const id of turn) {
      if (isStopped) return;
      const slackId = await people.slackIdOf(id);
      if (slackId !== undefined && (await api.call((web) => web.users.getPresence({ user: slackId }))).presence === 'active') active.push(id);
    }
    if (active.length > 0) await presence.seen(active);
  };
  const later = (): void => {
    if (isStopped) return;
    cancel = clock.after(EVERY_MS, () => void (isWell() ? look() : Promise.resolve()).catch(onError).finally(later));
  };
  later();
  return () => {
    isStopped = true;
    cancel();
  };
}
