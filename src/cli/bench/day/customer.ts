import { type CustomerPage, nothingSeen, openPage, type Seen } from './customer-page.ts';
import type { Caller } from './plan.ts';
import type { World } from './world.ts';

/** How it went for one customer. */
export type CustomerStory = {
  readonly caller: Caller;
  /** From the first message to the first answer of bot or person, real ms; absent when nobody answered. */
  readonly firstAnswerMs?: number;
  readonly ackMs: readonly number[];
  readonly seen: Seen;
  /** Left while waiting for a person. */
  readonly hasGivenUp: boolean;
  /** A call or an answer later was promised instead of waiting. */
  readonly wasPromised: boolean;
  readonly hasRated: boolean;
  /** What went wrong on the customer's side of the line. */
  readonly trouble?: string;
};

/** Nobody waits longer for an answer of the bot, real ms. */
const ANSWER_MS = 30_000;
/** So long the customer stays after the last word of a person, ms of the day. */
const STAYS_MS = 4 * 3600_000;

/** Lives through one customer's conversation as the widget does: over HTTP and an event stream. Never rejects. */
export async function liveAsCustomer(caller: Caller, world: World): Promise<CustomerStory> {
  const story = { firstAnswerMs: undefined as number | undefined, hasGivenUp: false, wasPromised: false, hasRated: false, trouble: undefined as string | undefined };
  let page: CustomerPage | undefined;
  try {
    page = await openPage(caller, world);
    story.firstAnswerMs = await talkToBot(page, caller, world);
    const end = page.seen.wasHandedOver ? await talkToPerson(page, caller, world, () => (story.wasPromised = true)) : 'served';
    story.hasGivenUp = end === 'gave_up';
    // Whoever is to be reached after this day goes, and leaves the promise as it is.
    if (end !== 'to_be_reached' && page.seen.state !== 'closed') await page.end();
    if (caller.score !== undefined && end === 'served') {
      await page.rate(caller.score);
      story.hasRated = true;
    }
  } catch (error) {
    if (!world.over.aborted) story.trouble = String(error);
  } finally {
    page?.close();
  }
  const { firstAnswerMs, trouble, ...rest } = story;
  return { caller, ...rest, seen: page?.seen ?? nothingSeen(), ackMs: page?.ackMs ?? [], ...(firstAnswerMs === undefined ? {} : { firstAnswerMs }), ...(trouble === undefined ? {} : { trouble }) };
}

/** Says everything that is planned, one after the other, until a person is called. Resolves to the first answer's time, real ms. */
async function talkToBot(page: CustomerPage, { says, thinks }: Caller, { clock }: World): Promise<number | undefined> {
  let firstAnswerMs: number | undefined;
  for (const text of says) {
    if (page.seen.wasHandedOver) break;
    const sent = performance.now();
    const asked = await page.say(text);
    const isAnswered = await page.until(({ state, deliveredSeq }) => page.messages.some(({ seq, author }) => seq > asked && author !== 'customer') || (state !== 'bot' && deliveredSeq >= asked), ANSWER_MS);
    if (isAnswered) firstAnswerMs ??= performance.now() - sent;
    await clock.wait(thinks);
  }
  return firstAnswerMs;
}

/** Waits for a person, or to be reached, and answers what is said, to the end. `onPromise` is told that a call or an answer later was agreed on. */
async function talkToPerson(page: CustomerPage, { answers, patience, prefers, thinks }: Caller, { clock, over, endsAt }: World, onPromise: () => void): Promise<'served' | 'gave_up' | 'to_be_reached'> {
  const lasting = (ms: number): number => clock.realMsUntil(clock.now() + ms);
  const isLeft = ({ state }: Seen): boolean => state === 'closed' || state === 'bot';
  const comes = (realMs: number): Promise<boolean> => page.until((seen) => seen.hasPerson || isLeft(seen), realMs);
  const waitsAtMost = Math.min(patience, prefers?.after ?? patience);
  await comes(lasting(waitsAtMost));
  if (page.seen.state === 'waiting' && prefers && waitsAtMost < patience && (await page.askToBeReached(prefers))) {
    onPromise();
    await comes(clock.realMsUntil(endsAt));
    if (page.seen.state === 'waiting') return 'to_be_reached';
  } else if (page.seen.state === 'waiting') {
    await comes(lasting(patience - waitsAtMost));
    if (page.seen.state === 'waiting') return 'gave_up';
  }
  const left = [...answers];
  let answered = 0;
  while (!isLeft(page.seen) && !over.aborted) {
    await page.until((seen) => seen.wordsOfPeople > answered || isLeft(seen), lasting(STAYS_MS));
    if (page.seen.wordsOfPeople === answered) break;
    answered = page.seen.wordsOfPeople;
    await clock.wait(thinks);
    const next = left.shift();
    if (next !== undefined && !isLeft(page.seen)) await page.say(next);
  }
  return 'served';
}
