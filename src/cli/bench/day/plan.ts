import type { Intent } from '#core/intent.ts';
import type { Language } from '#core/language.ts';
import type { Tier } from '#core/protocol.ts';
import type { Random } from '../ownership/random.ts';

const [MINUTE, HOUR] = [60_000, 3600_000];

/** What somebody calls about. */
export type Matter = 'question' | 'order' | 'complaint' | 'person' | 'danger' | 'law' | 'leaving' | 'chat';

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
  /** What is said to the bot, one after the other. */
  readonly says: readonly string[];
  /** How long this customer waits for a person before leaving. */
  readonly patience: number;
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
export function shareByHour(): readonly number[] {
  const all = BY_HOUR.reduce((sum, weight) => sum + weight, 0);
  return BY_HOUR.map((weight) => weight / all);
}

/** Shares of tiers among those who are signed in: a fifth of the customers bring most of the profit (service-domain.md, R6). */
const TIERS: Readonly<Record<Tier, number>> = { vip: 3, key: 17, regular: 55, small: 25 };
/** Shares of what people call about. */
const MATTERS: Readonly<Record<Matter, number>> = { question: 70, order: 9, complaint: 6, person: 8, danger: 0.4, law: 0.6, leaving: 1, chat: 5 };
const SIGNED_IN = 0.8;
const CHINESE = 0.75;
/** Share of customers who rate when they are asked (service-domain.md, section 4). */
const RATES = 0.8;

const ANSWERS = {
  zh: ['好的，我的订单是20261107-0032。', '是上周买的。', '行，那就这样处理吧。', '嗯，明白了。'],
  en: ['Sure, my order is 20261107-0032.', 'I bought it last week.', 'Alright, please do that.', 'OK, understood.'],
} as const;
const ORDERS = {
  zh: ['我的订单20261107-0032到哪了', '帮我查一下订单20261107-0032的物流'],
  en: ['where is my order 20261107-0032', 'please track order 20261107-0032'],
} as const;

/** A customer id tells its tier, so that the CRM needs no list. */
export const customerIdOf = (tier: Tier, number: number): string => `day-${tier}-${number}`;

/** The day's customers in the order in which they come; the same chance gives the same day. Texts are examples of the catalogue, in both languages. */
export function planDay(count: number, intents: readonly Intent[], random: Random): Caller[] {
  const texts = (find: (intent: Intent) => boolean) => ({ zh: intents.filter(find).flatMap(({ examples }) => examples.zh), en: intents.filter(find).flatMap(({ examples }) => examples.en) });
  const signal = (kind: string) => texts((intent) => intent.signal === kind);
  const said: Readonly<Record<Matter, Readonly<Record<Language, readonly string[]>>>> = {
    question: texts(({ kind, topics }) => kind === 'question' && topics.length > 0),
    order: ORDERS,
    complaint: signal('complaint'),
    person: signal('person'),
    danger: signal('danger'),
    law: signal('law'),
    leaving: signal('leaving'),
    chat: texts(({ kind }) => kind === 'talk'),
  };
  const arrivals = Array.from({ length: count }, () => (Number(draw(Object.fromEntries(BY_HOUR.entries()), random)) + random.next()) * HOUR).toSorted((a, b) => a - b);
  return arrivals.map((arrivesAt, number) => {
    const language = random.chance(CHINESE) ? 'zh' : 'en';
    const isSignedIn = random.chance(SIGNED_IN);
    const tier = isSignedIn ? draw(TIERS, random) : 'regular';
    const matter = draw(MATTERS, random);
    const questions = Array.from({ length: matter === 'question' ? 1 + Math.floor(random.next() * 3) : matter === 'person' ? 1 : 0 }, () => random.pick(said.question[language]));
    return {
      number,
      arrivesAt,
      language,
      tier,
      matter,
      ...(isSignedIn ? { customerId: customerIdOf(tier, number) } : {}),
      says: matter === 'question' ? questions : [...questions, random.pick(said[matter][language])],
      // Exponential, as queueing theory has it of impatience; nobody leaves within the first two minutes.
      patience: 2 * MINUTE - Math.log(1 - random.next()) * 20 * MINUTE,
      thinks: (10 + random.next() * 30) * 1_000,
      answers: Array.from({ length: 1 + Math.floor(random.next() * 3) }, () => random.pick(ANSWERS[language])),
      ...(random.chance(RATES) ? { score: random.pick([5, 5, 5, 4, 4, 3, 2, 1]) } : {}),
    };
  });
}

/** One of these by its weight. */
function draw<Key extends string>(weights: Readonly<Record<Key, number>>, random: Random): Key {
  const entries = Object.entries(weights) as [Key, number][];
  let left = random.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  return (entries.find(([, weight]) => (left -= weight) < 0) ?? entries.at(-1)!)[0];
}
