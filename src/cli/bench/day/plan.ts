import type { Language } from '#core/language.ts';
import type { ContactWay, Tier } from '#core/protocol.ts';
import type { Random } from '../ownership/random.ts';
import { type Matter, type Mood, MOODS, type Sentences } from './sentences.ts';

const [MINUTE, HOUR] = [60_000, 3600_000];

/** One customer of the day, as planned before it begins. Times are ms. */
export type Caller = {
  readonly number: number;
  /** Since the day began. */
  readonly arrivesAt: number;
  readonly language: Language;
  /** Signed in as this customer of the CRM; anonymous without. */
  readonly customerId?: string;
  readonly tier: Tier;
  readonly matter: Matter;
  readonly mood: Mood;
  /** What is said to the bot, one after the other. */
  readonly says: readonly string[];
  /** How long this customer waits for a person before leaving. */
  readonly patience: number;
  /** Would rather be reached later than wait longer than this; absent for whoever waits. */
  readonly prefers?: { readonly way: ContactWay; readonly contact: string; readonly after: number };
  /** How long reading and writing takes. */
  readonly thinks: number;
  /** What is answered to a person, one after the other. */
  readonly answers: readonly string[];
  /** How satisfied they say they are, 1 to 5; most answer when asked. */
  readonly score?: number;
};

/** Share of a day's contacts by the hour they come in, as a shop's line has them: peaks in the late morning, the afternoon and the evening. */
const BY_HOUR = [1, 0.6, 0.4, 0.3, 0.3, 0.5, 1, 2.5, 5, 8, 9, 8.5, 6, 6.5, 8, 8.5, 8, 7, 6, 6.5, 7, 6, 4, 2];
/** Share of the day's contacts in each hour. */
function shareByHour(): readonly number[] {
  const all = BY_HOUR.reduce((sum, weight) => sum + weight, 0);
  return BY_HOUR.map((weight) => weight / all);
}

/** When nobody but the bot is there, and the hours in which shifts begin and people work off what came then. */
const NIGHT: readonly number[] = [22, 23, 0, 1, 2, 3, 4, 5, 6, 7];
const MORNING: readonly number[] = [8, 9];
/** What is to be done in each hour, as shares of the day's contacts: those who come, and in the morning the night's once more. */
export function workByHour(): readonly number[] {
  const coming = shareByHour();
  const left = NIGHT.reduce((sum, hour) => sum + (coming[hour] ?? 0), 0);
  return coming.map((share, hour) => share + (MORNING.includes(hour) ? left / MORNING.length : 0));
}

/** Shares of tiers among those who are signed in: a fifth of the customers bring most of the profit (service-domain.md, R6). */
const TIERS: Readonly<Record<Tier, number>> = { vip: 3, key: 17, regular: 55, small: 25 };
/** Shares of what people call about. */
const MATTER_SHARES: Readonly<Record<Matter, number>> = { question: 70, order: 9, complaint: 6, person: 8, danger: 0.4, law: 0.6, leaving: 1, chat: 5 };
const SIGNED_IN = 0.8;
const CHINESE = 0.75;
/** Share of customers who rate when they are asked (service-domain.md, section 4). */
const RATES = 0.8;

const ANSWERS = {
  zh: ['好的，我的订单是20261107-0032。', '是上周买的。', '行，那就这样处理吧。', '嗯，明白了。'],
  en: ['Sure, my order is 20261107-0032.', 'I bought it last week.', 'Alright, please do that.', 'OK, understood.'],
} as const;
/** Shares of moods, among those that a matter has; how patient each is, and how satisfied in the end. */
const MOOD_SHARES: Readonly<Record<Mood, number>> = { calm: 60, worried: 15, annoyed: 18, furious: 7 };
const PATIENCE: Readonly<Record<Mood, number>> = { calm: 1, worried: 1, annoyed: 0.8, furious: 0.6 };
const SCORES: Readonly<Record<Mood, readonly number[]>> = { calm: [5, 5, 5, 4, 4, 3], worried: [5, 5, 4, 4, 3, 2], annoyed: [5, 4, 4, 3, 2, 1], furious: [4, 3, 2, 1, 1] };
/** Share of customers who would rather be reached later, and how. */
const PREFERS = 0.4;
const WAYS: Readonly<Record<ContactWay, number>> = { phone: 6, email: 1, chat: 3 };
/** The phone that the order was placed with ends so (adapters/shop/orders.yaml). */
const PHONE_END = '1008';

/** A customer id tells its tier, so that the CRM needs no list. */
export const customerIdOf = (tier: Tier, number: number): string => `day-${tier}-${number}`;

/** The day's customers in the order in which they come; the same chance gives the same day. */
export function planDay(count: number, sentences: Sentences, random: Random): Caller[] {
  const arrivals = Array.from({ length: count }, () => (Number(draw(Object.fromEntries(BY_HOUR.entries()), random)) + random.next()) * HOUR).toSorted((a, b) => a - b);
  return arrivals.map((arrivesAt, number) => {
    const language = random.chance(CHINESE) ? 'zh' : 'en';
    const isSignedIn = random.chance(SIGNED_IN);
    const tier = isSignedIn ? draw(TIERS, random) : 'regular';
    const matter = draw(MATTER_SHARES, random);
    const mood = drawMood(sentences, matter, random);
    const say = (about: Matter): string => random.pick(sentences[about][mood]?.[language] ?? []);
    return {
      number,
      arrivesAt,
      language,
      tier,
      matter,
      mood,
      ...(isSignedIn ? { customerId: customerIdOf(tier, number) } : {}),
      says: saysOf(matter, say, isSignedIn, random),
      // Exponential, as queueing theory has it of impatience; nobody leaves within the first two minutes.
      patience: (2 * MINUTE - Math.log(1 - random.next()) * 20 * MINUTE) * PATIENCE[mood],
      // Whoever is in danger waits for a person.
      ...(matter !== 'danger' && random.chance(PREFERS) ? { prefers: preferenceOf(number, random) } : {}),
      thinks: (10 + random.next() * 30) * 1_000,
      answers: Array.from({ length: 1 + Math.floor(random.next() * 3) }, () => random.pick(ANSWERS[language])),
      ...(random.chance(RATES) ? { score: random.pick(SCORES[mood]) } : {}),
    };
  });
}

function drawMood(sentences: Sentences, matter: Matter, random: Random): Mood {
  const there = MOODS.filter((mood) => sentences[matter][mood] !== undefined);
  return draw(Object.fromEntries(there.map((mood) => [mood, MOOD_SHARES[mood]])) as Record<Mood, number>, random);
}

/** Some ask several things; whoever wants a person has asked something before, and a visitor is asked for the end of the telephone number. */
function saysOf(matter: Matter, say: (about: Matter) => string, isSignedIn: boolean, random: Random): readonly string[] {
  if (matter === 'question') return Array.from({ length: 1 + Math.floor(random.next() * 3) }, () => say('question'));
  if (matter === 'person') return [say('question'), say('person')];
  return matter === 'order' && !isSignedIn ? [say('order'), PHONE_END] : [say(matter)];
}

function preferenceOf(number: number, random: Random): NonNullable<Caller['prefers']> {
  const way = draw(WAYS, random);
  const contact = { phone: `138${String(number).padStart(8, '0')}`, email: `day-${number}@example.com`, chat: '' }[way];
  return { way, contact, after: (0.5 + random.next() * 1.5) * MINUTE };
}

/** One of these by its weight. */
function draw<Key extends string>(weights: Readonly<Record<Key, number>>, random: Random): Key {
  const entries = Object.entries(weights) as [Key, number][];
  let left = random.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  return (entries.find(([, weight]) => (left -= weight) < 0) ?? entries.at(-1)!)[0];
}
