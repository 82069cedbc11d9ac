import type { Intent } from '../intent.ts';
import type { BriefView } from '../protocol.ts';
import type { Understanding } from '../understanding.ts';
import { type BriefSources, type Understood, understoodIn } from './sources.ts';

/**
 * The messages that say what the customer wants: those since the bot's last answer before the handover, and when they
 * are only a greeting or a call for a person, the matter before that.
 */
export function requestOf(sources: Pick<BriefSources, 'transcript' | 'handover' | 'intents'>): readonly Understood[] {
  const { transcript, handover, intents } = sources;
  const isMatter = ({ understanding }: Understood) => {
    const intent = intents.get(understanding.intents[0]?.id ?? '');
    if (!intent) return !understanding.signals.some(({ kind }) => kind === 'person');
    return intent.kind !== 'talk' && intent.signal !== 'person';
  };
  const lastAnswer = transcript.findLast(({ message }) => message.author !== 'customer' && message.at < handover.openedAt)?.message.seq ?? 0;
  const before = understoodIn(sources).filter(({ message }) => message.at <= handover.openedAt);
  const fresh = before.filter(({ message }) => message.seq > lastAnswer);
  const matters = fresh.filter(isMatter);
  if (matters.length > 0) return matters;
  const earlier = before.filter(isMatter).slice(-1);
  return earlier.length > 0 ? earlier : fresh;
}

/** The intents of the request, each with its best confidence, surest first. */
export function topIntents(understandings: readonly Understanding[], intents: ReadonlyMap<string, Intent>): BriefView['intents'] {
  const best = new Map<string, number>();
  for (const { intents: guesses, isOutOfScope } of understandings) {
    const first = guesses[0];
    if (isOutOfScope || !first || intents.get(first.id)?.kind === 'talk') continue;
    best.set(first.id, Math.max(best.get(first.id) ?? 0, first.confidence));
  }
  return [...best]
    .sort((a, b) => b[1] - a[1])
    .map(([id, confidence]) => ({ id, name: intents.get(id)?.name ?? { zh: id, en: id }, confidence }));
}
