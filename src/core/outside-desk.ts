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
/** Names are cut here. */
const LONGEST_NAME = 100;

/** Takes customers over from a bot elsewhere, by the same rules and into the same queues as those of our own bot. */
export function createOutsideDesk(parts: OutsideDeskParts): OutsideDesk {
  const { store, clock, customers } = parts;
  /** Takes a line in; answers nothing for one that is known in other words, since the mask has changed. */
  const tell = async ({ externalId, by, text: said }: PastLine, { channel, address, language }: OutsideHandover): Promise<readonly Told[]> => {
    const text = parts.hide(cleanText(shorten(said, MAX_MESSAGE_LENGTH)));
    try {
      const { message, isNew } = await store.accept({ channel, address, language, externalId, text, past: by }, clock.now());
      return [{ seq: message.seq, by, text, isNew }];
    } catch (error) {
      if (!isBatonError(error, 'conflict')) throw error;
      return [];
    }
  };
  return {
    async begin(handover) {
      const { channel, address, language } = handover;
      const id = store.idOf(channel, address);
      const known = await store.conversation(id);
      const told: Told[] = [];
      for (const line of linesOf(handover)) told.push(...(await tell(line, handover)));
      // Passed on anew without a new word: it is the wish that begins the next segment.
      const isClosed = known?.state === 'closed';
      const segment = (known?.segment ?? 1) + (isClosed ? 1 : 0);
      if (told.length === 0 || (isClosed && told.every(({ isNew }) => !isNew))) told.push(...(await tell(wishOf(handover, segment), handover)));
      const fresh = told.filter(({ isNew }) => isNew);
      // Begun before and broken off: then nobody has read what stands there.
      const heard = fresh.length === told.length || (await store.handovers(id)).length > 0 ? fresh : told;
      const understood = await Promise.all(heard.filter(({ by }) => by === 'customer').slice(-READ_LAST).map(async ({ seq, text }) => ({ seq, text, understanding: await parts.classifier.understand(text, language) })));
      const all = understood.length > 1 ? await parts.classifier.understand(understood.map(({ text }) => text).join('\n'), language) : understood[0]?.understanding;
      const reason = printable(handover.reason) === '' ? '' : parts.hide(cleanText(shorten(handover.reason, MAX_MESSAGE_LENGTH)));
      await store.update(id, (conversation) => passOn(conversation, { ...handover, reason, name: nameOf(handover.name) }, understood, all, parts), clock.now());
    },
    async end(channel, address) {
      await customers.end(store.idOf(channel, address)).catch((error: unknown) => {
        if (!isBatonError(error, 'not_found')) throw error;
      });
    },
  };
}

type Told = { readonly seq: number; readonly by: PastLine['by']; readonly text: string; readonly isNew: boolean };

/** Without what cannot be stored. */
const printable = (text: string): string => text.toWellFormed().replaceAll(/[^\P{Cc}\n\t]/gu, '').trim();
const nameOf = (name: string): string => shorten(printable(name).replaceAll(/\s+/g, ' '), LONGEST_NAME);

function linesOf({ past }: OutsideHandover): readonly PastLine[] {
  return past.filter(({ text }) => printable(text) !== '');
}

/** A segment begins with words: where none are passed on, with the reason, or with nothing but the wish. */
function wishOf({ reason, address, language }: OutsideHandover, segment: number): PastLine {
  const wish = language === 'zh' ? '（想和人工客服说话）' : '(wants to talk to a person)';
  return { externalId: `${address}:wish:${segment}`, by: 'customer', text: printable(reason) || wish };
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
  if (decided?.kind === 'hand_over' && decided.reason !== 'not-understood') return decided;
  const rule = policy.rules.find(({ when }) => when.signal === 'person') ?? policy.rules[0];
  return rule && { kind: 'hand_over', reason: rule.reason, rule, words: [], passages: [] };
}
