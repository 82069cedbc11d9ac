import type { Change } from './change.ts';
import type { Conversation } from './conversation.ts';
import type { CustomerCommands } from './customer-commands.ts';
import { decide } from './decide.ts';
import type { Decision } from './decision.ts';
import { isBatonError } from './errors.ts';
import { express } from './express.ts';
import type { Mask } from './mask.ts';
import { rememberMood } from './memory.ts';
import { MAX_MESSAGE_LENGTH } from './message.ts';
import type { Evidence } from './passage.ts';
import type { Policy } from './policy.ts';
import type { Classifier } from './ports/classifier.ts';
import type { Clock } from './ports/clock.ts';
import type { OutsideDesk, OutsideHandover, PastLine } from './ports/outside-desk.ts';
import type { Store } from './ports/store.ts';
import { cleanText, shorten } from './text.ts';
import type { Understanding } from './understanding.ts';

/** What the desk rests on. */
export type OutsideDeskParts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly classifier: Pick<Classifier, 'understand'>;
  readonly policy: () => Policy;
  readonly customers: Pick<CustomerCommands, 'end'>;
  /** Takes out what must not be stored. */
  readonly hide: Mask;
  readonly safetyPhone: string;
};

const NOTHING: Evidence = { verdict: 'none', passages: [], topics: [] };
/** Moods of so many last messages are read for the brief. */
const READ_LAST = 20;

/** Takes customers over from a bot elsewhere, by the same rules and into the same queues as those of our own bot. */
export function createOutsideDesk(parts: OutsideDeskParts): OutsideDesk {
  const { store, clock, customers } = parts;
  return {
    async begin(handover) {
      const { channel, address, language } = handover;
      const heard: { readonly seq: number; readonly text: string }[] = [];
      for (const line of withSomething(handover)) {
        const text = parts.hide(cleanText(shorten(line.text, MAX_MESSAGE_LENGTH)));
        const { message, isNew } = await store.accept({ channel, address, language, externalId: line.externalId, text, past: line.by }, clock.now());
        if (line.by === 'customer' && isNew) heard.push({ seq: message.seq, text });
      }
      const understood = await Promise.all(heard.slice(-READ_LAST).map(async ({ seq, text }) => ({ seq, text, understanding: await parts.classifier.understand(text, language) })));
      const all = understood.length > 1 ? await parts.classifier.understand(understood.map(({ text }) => text).join('\n'), language) : understood[0]?.understanding;
      const reason = handover.reason.trim() === '' ? '' : parts.hide(cleanText(shorten(handover.reason, MAX_MESSAGE_LENGTH)));
      await store.update(store.idOf(channel, address), (conversation) => passOn(conversation, { ...handover, reason }, understood, all, parts), clock.now());
    },
    async end(channel, address) {
      await customers.end(store.idOf(channel, address)).catch((error: unknown) => {
        if (!isBatonError(error, 'not_found')) throw error;
      });
    },
  };
}

/** A conversation begins with words: where none are passed on, with the reason, or with nothing but the wish. */
function withSomething({ past, reason, address, language }: OutsideHandover): readonly PastLine[] {
  const lines = past.filter(({ text }) => text.trim() !== '');
  if (lines.length > 0) return lines;
  const wish = language === 'zh' ? '（想和人工客服说话）' : '(wants to talk to a person)';
  return [{ externalId: `${address}:wish`, by: 'customer', text: reason.trim() || wish }];
}

type Understood = { readonly seq: number; readonly text: string; readonly understanding: Understanding };

function passOn(conversation: Conversation, { name, reason, language: given }: OutsideHandover, understood: readonly Understood[], all: Understanding | undefined, parts: OutsideDeskParts): Change | undefined {
  const understandings = understood.map(({ seq, understanding }) => ({ seq, understanding }));
  if (conversation.state !== 'bot') return understandings.length > 0 ? { understandings } : undefined;
  const policy = parts.policy();
  const now = parts.clock.now();
  const language = all?.language ?? given;
  const text = understood.map((one) => one.text).join('\n');
  const decision = decisionOf(conversation, text, all, policy, now);
  if (!decision) return { understandings };
  const { messages = [], ...expressed } = express({ conversation, decision, language, answer: undefined, intent: undefined, policy, safetyPhone: parts.safetyPhone, order: undefined, introduceAs: undefined, now });
  return {
    ...expressed,
    understandings,
    language,
    memory: understood.reduce((memory, { understanding }) => rememberMood(memory, understanding), conversation.memory),
    ...(name === '' ? {} : { customer: { name, tier: conversation.tier } }),
    // The bot elsewhere has told the customer already; staff read why it has passed them on.
    messages: [...(reason === '' ? [] : [{ author: 'bot' as const, visibility: 'staff' as const, text: reason }]), ...messages.filter(({ author }) => author === 'system')],
  };
}

/** The rule that what was said would fire, were nobody asked for; otherwise the rule for whoever asks for a person. */
function decisionOf(conversation: Conversation, text: string, all: Understanding | undefined, policy: Policy, now: number): Extract<Decision, { kind: 'hand_over' }> | undefined {
  const understanding = all && { ...all, signals: all.signals.filter(({ kind }) => kind !== 'person') };
  const base = { conversation, previous: undefined, now, text, evidence: NOTHING, requests: [], choices: [], hasChosen: false, hasModelFailed: false, isTeamThere: true, policy, intent: undefined };
  const decided = understanding && decide({ ...base, understanding });
  if (decided?.kind === 'hand_over' && decided.rule.when.notUnderstood === undefined) return decided;
  const rule = policy.rules.find(({ when }) => when.signal === 'person') ?? policy.rules[0];
  return rule && { kind: 'hand_over', reason: rule.reason, rule, words: [], passages: [] };
}
