import type { Conversation, Handover } from '../conversation.ts';
import type { Intent } from '../intent.ts';
import { maskPersonalData } from '../mask.ts';
import type { Store, UnderstoodMessage } from '../ports/store.ts';
import { BRIEF_POINTS, type BriefPoint, type PassedOn } from '../protocol.ts';
import { shorten } from '../text.ts';
import type { Entity } from '../understanding.ts';
import { applyCorrections } from './apply-corrections.ts';
import { factsOf } from './facts.ts';
import { requestOf } from './request.ts';
import { type Understood, understoodIn } from './sources.ts';

const REQUEST_LENGTH = 120;
const MOST_POINTS = 8;
/** So much of a conversation is looked at, messages. */
const LOOKED_AT = 200;
/** The page may be seen by others than the customer. */
const MASKED: ReadonlySet<string> = new Set(['phone', 'email', 'id-card', 'bank-card']);

/**
 * What was passed on, as the customer may see it: the customer's own words and facts, nothing else. `undefined` where
 * there is nothing to look at yet, such as after a mere call for a person. Pure.
 */
export function shortForm({ handover, transcript, intents }: { readonly handover: Handover; readonly transcript: readonly UnderstoodMessage[]; readonly intents: ReadonlyMap<string, Intent> }): PassedOn | undefined {
  const request = requestOf({ handover, transcript, intents });
  const isMatter = request.some((each) => isOwnMatter(each, intents));
  const text = isMatter ? shorten(request.map(({ message }) => message.text).join(' '), REQUEST_LENGTH) : '';
  const marks = handover.brief;
  const now = applyCorrections(factsOf(understoodIn({ transcript, handover })), text, marks?.corrections ?? []);
  const facts = now.facts.flatMap(({ kind, value, was }) => {
    const point = BRIEF_POINTS.find((known) => known === kind);
    return point === undefined || point === 'request' || point === 'other' ? [] : [{ point, value: shown(point, value), ...(was === undefined || was === '' ? {} : { was: shown(point, was) }) }];
  });
  const wish = now.request === '' ? [] : [{ point: 'request' as const, value: now.request, ...(now.requestWas === undefined || now.requestWas === '' ? {} : { was: now.requestWas }) }];
  const points = [...wish, ...facts, ...now.other.map((value) => ({ point: 'other' as const, value: shorten(value, REQUEST_LENGTH) }))].slice(0, MOST_POINTS);
  return points.length === 0 ? undefined : { points, isRight: marks?.rightAt !== undefined };
}

/** More than small talk and a call for a person. */
function isOwnMatter({ understanding: { intents: guesses, signals } }: Understood, intents: ReadonlyMap<string, Intent>): boolean {
  const intent = intents.get(guesses[0]?.id ?? '');
  const isCall = signals.length > 0 && signals.every(({ kind }) => kind === 'person');
  return intent?.kind !== 'talk' && !(isCall && (intent === undefined || intent.signal === 'person'));
}

function shown(kind: BriefPoint, value: string): string {
  if (!MASKED.has(kind)) return shorten(value, REQUEST_LENGTH);
  return maskPersonalData(value, [{ kind: kind as Entity['kind'], value, text: value, start: 0, end: value.length }]).text;
}

/** Reads what was passed on of a conversation that waits. */
export type ReadPassedOn = (conversation: Conversation, handover: Handover) => Promise<PassedOn | undefined>;

/** Makes the reader. */
export function createPassedOn(store: Pick<Store, 'transcript'>, intents: ReadonlyMap<string, Intent>): ReadPassedOn {
  return async ({ id }, handover) => shortForm({ handover, transcript: await store.transcript(id, LOOKED_AT), intents });
}
