import { correctionOf } from '#core/correction.ts';
import { BatonError, isBatonError } from '#core/errors.ts';
import type { Message } from '#core/message.ts';
import type { ChannelAdapter } from '#core/ports/channel-adapter.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Language } from '#core/language.ts';
import { readSlackFault } from '../slack-fault.ts';
import { type CustomerPlace, readAddress } from './address.ts';
import type { BringFiles } from './bring-files.ts';
import { partId, type Posts, type Standing } from './posts.ts';
import { renderForCustomer } from './render.ts';

/** What bringing messages to customers rests on. */
export type BringOptions = {
  readonly posts: Posts;
  readonly files: BringFiles;
  readonly clock: Pick<Clock, 'now'>;
  /** Language of a channel that is shared with a customer; `undefined` for every other channel. */
  readonly languageOf: (room: string) => Language | undefined;
  /** Says a message that stands in Slack in plain words, to compare it. */
  readonly plain: (words: { readonly text: string; readonly blocks: readonly unknown[] }) => Promise<string>;
};

/** A message that is this old may have been sent by another process that died over it, ms. */
const FRESH_MS = 5_000;
/** A channel or token that is lost is tried again so often, ms. */
const MENDED_MS = 15_000;
const REMEMBERED = 2_000;

/** `sure`: nothing else of the message stands in Slack. */
type Known = { readonly parts: Map<string, string>; sure: boolean };

/**
 * Brings messages to customers' threads, each once: a post that may stand there already, after a crash or a lost answer, is
 * looked for by its metadata before it is posted.
 */
export function createBringer({ posts, files, clock, languageOf, plain }: BringOptions): Required<Pick<ChannelAdapter, 'send' | 'edit'>> {
  const startedAt = clock.now();
  const remembered = new Map<string, Known>();
  const underWay = new Map<string, Promise<void>>();

  const placeOf = (address: string): CustomerPlace & { readonly language: Language } => {
    const place = readAddress(address);
    const language = place && languageOf(place.room);
    if (!place || language === undefined) throw new BatonError('not_found', `${address} is in no channel of Slack that is shared with a customer; such channels stand under "customers" in slack.yaml.`);
    return { ...place, language };
  };

  /** What stands of a message; asks Slack where that is not sure. */
  const known = async (message: Message, place: CustomerPlace, isEdit: boolean): Promise<Known> => {
    const before = remembered.get(message.id);
    if (before?.sure) return before;
    const mayStand = before !== undefined || isEdit || message.at < startedAt || clock.now() - message.at > FRESH_MS;
    const fresh: Known = { parts: new Map(mayStand ? ofMessage(message.id, await posts.find(place, message.at)) : []), sure: true };
    if (remembered.size >= REMEMBERED) remembered.delete(remembered.keys().next().value ?? '');
    remembered.set(message.id, fresh);
    return fresh;
  };

  /** Does something after which it is not sure what stands, unless Slack has said that it did nothing. */
  const unsurely = async <T>(what: Known, work: () => Promise<T>): Promise<T> => {
    what.sure = false;
    try {
      const result = await work();
      what.sure = true;
      return result;
    } catch (error) {
      what.sure = isBatonError(error, 'rate_limited') || readSlackFault(error) !== undefined;
      throw error;
    }
  };

  const bring = async (place: CustomerPlace & { readonly language: Language }, message: Message): Promise<void> => {
    const stood = standsAt(message, place);
    if (stood !== undefined) return;
    const contents = renderForCustomer(message, place.language);
    const what = await known(message, place, false);
    for (const [i, content] of contents.entries()) {
      const id = partId(message.id, i);
      if (what.parts.has(id)) continue;
      what.parts.set(id, await posts.inTurn(place.room, () => unsurely(what, () => posts.post(place, id, content))));
    }
    await files.bring(place, message);
  };

  const change = async (place: CustomerPlace & { readonly language: Language }, message: Message): Promise<void> => {
    const stood = standsAt(message, place);
    if (stood !== undefined) return correct(place, message, stood);
    const what = await known(message, place, true);
    if (message.removedAt !== undefined) {
      for (const [id, ts] of what.parts) {
        await posts.remove(place, ts);
        what.parts.delete(id);
      }
      return files.takeAway(place, message);
    }
    const contents = renderForCustomer(message, place.language);
    for (const [i, content] of contents.entries()) {
      const id = partId(message.id, i);
      const ts = what.parts.get(id);
      if (ts !== undefined) await posts.update(place, ts, content);
      else what.parts.set(id, await posts.inTurn(place.room, () => unsurely(what, () => posts.post(place, id, content))));
    }
    for (const [id, ts] of what.parts) {
      if (contents.some((_, i) => partId(message.id, i) === id)) continue;
      await posts.remove(place, ts);
      what.parts.delete(id);
    }
  };

  /** A colleague's own message in the thread cannot be changed by us: what was changed elsewhere is said again. */
  const correct = async (place: CustomerPlace & { readonly language: Language }, message: Message, ts: string): Promise<void> => {
    const words = await posts.wordsAt(place, ts);
    const correction = correctionOf(message, place.language);
    if (!words || !correction || (await plain(words)).trim() === message.text.trim()) return;
    const { origin: _, ...extras } = correction.extras;
    await bring(place, { ...correction, extras });
  };

  /** The same thing twice at once is one: who has lost patience with the first try gets its outcome. */
  const once = (id: string, work: () => Promise<void>): Promise<void> => {
    const working = underWay.get(id) ?? work().catch(laterWhereMended).finally(() => underWay.delete(id));
    underWay.set(id, working);
    return working;
  };
  return {
    send: async (address, message) => {
      const place = placeOf(address);
      return once(message.id, () => bring(place, message));
    },
    edit: async (address, message) => {
      const place = placeOf(address);
      return once(`${message.id} ${message.editedAt ?? ''} ${message.removedAt ?? ''}`, () => change(place, message));
    },
  };
}

const ofMessage = (messageId: string, standing: Standing): readonly (readonly [string, string])[] => [...standing].filter(([id]) => id.slice(0, id.lastIndexOf('.')) === messageId);

/** Where in this thread's channel a colleague wrote it. */
function standsAt({ extras }: Message, { room }: CustomerPlace): string | undefined {
  const [, channel, ts] = /^slack:([^:]+):([\d.]+)$/.exec(extras.origin ?? '') ?? [];
  return channel === room ? ts : undefined;
}

/** A lost channel, token or scope can be mended, and then everything is brought. */
function laterWhereMended(error: unknown): never {
  const fault = readSlackFault(error);
  if (fault && (fault.kind === 'room' || fault.kind === 'token' || fault.kind === 'scope')) throw new BatonError('unavailable', `Slack does not take posts (${fault.code}).`, { cause: error, retryAfterMs: MENDED_MS });
  throw error;
}
