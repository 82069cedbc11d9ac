import { createHash } from 'node:crypto';
import type { HomeView } from '@slack/web-api';
import { isBatonError } from '#core/errors.ts';
import type { Language } from '#core/language.ts';
import type { ConversationSummary } from '#core/protocol.ts';
import { shorten } from '#core/text.ts';
import { ACTIONS, writeValue } from '../action-ids.ts';
import type { SlackContext } from '../context.ts';
import { escapeText, say } from '../tell.ts';
import { escapeName } from '../threads/mrkdwn.ts';
import { nameCustomer } from '../threads/names.ts';
import { WORDS } from '../words.ts';
import { gatherLists, type Lists } from './lists.ts';
import { HOME } from './words.ts';

/** App Home of everybody who has looked at it lately. */
export type Homes = {
  /** Somebody looks at it. */
  opened(slackId: string): Promise<void>;
  /** Something has changed; homes are built anew soon. */
  touch(): void;
  stop(): void;
};

/** So long after somebody has looked their home is kept up to date, ms; after a change it is built anew this much later. */
const KEPT_MS = 8 * 3600_000;
const PACE_MS = 4_000;
const SOON_MS = 300;
const MOST_HOMES = 40;
const MOST_LINES = 15;

/** Keeps App Homes: built when they are opened and, no more often than every few seconds, when conversations change. */
export function createHomes(context: SlackContext): Homes {
  const lookedAt = new Map<string, { at: number; shown: string }>();
  let isStopped = false;
  let cancel: (() => void) | undefined;
  let isDirty = false;
  let builtAt = 0;
  const build = async (slackId: string): Promise<void> => {
    const person = await context.people.find(slackId);
    const view: HomeView = person.staff ? renderHome(await gatherLists(context, person.staff), { language: person.language, publicUrl: context.publicUrl(), now: context.clock.now() }) : { type: 'home', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: escapeText(say(person.why === undefined || person.why === 'unknown' ? HOME.stranger : WORDS.nobody[person.why], person.language).replaceAll('{email}', person.email ?? '').replaceAll('{name}', person.name)) } }] };
    const shown = createHash('sha256').update(JSON.stringify(view)).digest('base64url');
    const known = lookedAt.get(slackId);
    if (known?.shown === shown) return;
    await context.api.call((web) => web.views.publish({ user_id: slackId, view }));
    if (known) known.shown = shown;
  };
  const buildAll = async (): Promise<void> => {
    isDirty = false;
    const now = context.clock.now();
    builtAt = now;
    for (const [slackId, { at }] of lookedAt) {
      if (now - at > KEPT_MS) lookedAt.delete(slackId);
      else
        await build(slackId).catch((error: unknown) => {
          if (isBatonError(error, 'rate_limited', 'unavailable')) throw error;
          // Somebody who has left, say: the others get theirs.
          lookedAt.delete(slackId);
          context.onError(error);
        });
    }
  };
  const later = (): void => {
    if (cancel || isStopped) return;
    cancel = context.clock.after(Math.max(SOON_MS, builtAt + PACE_MS - context.clock.now()), () => {
      void buildAll()
        .catch((error: unknown) => {
          // Slack asks to wait, or is away: the homes are built a little later.
          if (isBatonError(error, 'rate_limited')) isDirty = true;
          else context.onError(error);
        })
        .finally(() => {
          cancel = undefined;
          if (isDirty) later();
        });
    });
  };
  return {
    async opened(slackId) {
      lookedAt.delete(slackId);
      if (lookedAt.size >= MOST_HOMES) lookedAt.delete(lookedAt.keys().next().value ?? '');
      lookedAt.set(slackId, { at: context.clock.now(), shown: '' });
      await build(slackId);
    },
    touch() {
      if (lookedAt.size === 0) return;
      isDirty = true;
      later();
    },
    stop() {
      isStopped = true;
      cancel?.();
    },
  };
}

type Block = HomeView['blocks'][number];

/** What App Home shows somebody of the staff. */
export function renderHome({ mine, waiting, atRisk }: Lists, { language, publicUrl, now }: { readonly language: Language; readonly publicUrl: string; readonly now: number }): HomeView {
  const part = (title: string, lines: readonly ConversationSummary[], canClaim: boolean): Block[] => [
    { type: 'header', text: { type: 'plain_text', text: `${title} (${lines.length})`, emoji: true } },
    ...(lines.length === 0 ? [{ type: 'context' as const, elements: [{ type: 'plain_text' as const, text: HOME.nothing[language] }] }] : lines.slice(0, MOST_LINES).map((line) => renderLine(line, canClaim, language, publicUrl, now))),
  ];
  return { type: 'home', blocks: [...part(HOME.mine[language], mine, false), ...part(HOME.waiting[language], waiting, true), ...part(HOME.atRisk[language], atRisk, false), { type: 'context', elements: [{ type: 'mrkdwn', text: HOME.help[language] }] }] };
}

function renderLine(line: ConversationSummary, canClaim: boolean, language: Language, publicUrl: string, now: number): Block {
  const dueAt = Math.min(...(line.limits ?? []).map((limit) => limit.brokenAt ?? limit.dueAt ?? Infinity));
  const due = Number.isFinite(dueAt) ? (dueAt <= now ? ` · ⏰ ${HOME.broken[language]}` : ` · ⏳ <!date^${Math.floor(dueAt / 1000)}^{time}|${new Date(dueAt).toISOString().slice(11, 16)} UTC>`) : '';
  const name = escapeName(nameCustomer(line, language));
  const words = escapeText(shorten(line.lastText.replaceAll(/\s+/g, ' '), 140));
  const owner = line.agentName === undefined ? '' : ` · ${escapeName(line.agentName)}`;
  const button = canClaim
    ? { type: 'button' as const, action_id: ACTIONS.claim, text: { type: 'plain_text' as const, text: HOME.claim[language] }, value: writeValue({ conversationId: line.id }), style: 'primary' as const }
    : { type: 'button' as const, action_id: ACTIONS.open, text: { type: 'plain_text' as const, text: HOME.open[language] }, url: `${publicUrl}/console/#conversation=${line.id}` };
  return { type: 'section', text: { type: 'mrkdwn', verbatim: true, text: `*${name}*${line.tier === 'vip' ? ' ⭐' : ''}${owner}${due}\n${words === '' ? '…' : words}` }, accessory: button };
}
