import type { Bilingual } from '../language.ts';
import { fold } from '../model-answer/fold.ts';
import { createPhraseFinder } from '../service-language/find-phrases.ts';
import type { BriefPromise, BriefView } from '../protocol.ts';
import type { BriefSources, Understood } from './sources.ts';

const DAY_MS = 24 * 3600_000;
/** Contacts of the same customer within this time are repeated ones. */
const REPEATED_WITHIN = 7 * DAY_MS;

const WHY = {
  danger: { zh: '有人身或财产危险', en: 'somebody or something is in danger' },
  law: { zh: '提到法律、监管或媒体', en: 'law, a regulator or the press was mentioned' },
  leaving: { zh: '说要离开、不再购买', en: 'says they will leave' },
  vip: { zh: '贵宾客户，流失代价高', en: 'a VIP: losing them costs most' },
  late: { zh: '有承诺的时间已经过了', en: 'something promised is overdue' },
} as const satisfies Record<string, Bilingual>;

/** What could go wrong here, most dangerous first, each with why. */
export function risksOf(
  { conversation, customer, handover, handovers, policy, now = handover.openedAt }: Pick<BriefSources, 'conversation' | 'customer' | 'handover' | 'handovers' | 'policy' | 'now'>,
  understood: readonly Understood[],
  promises: readonly BriefPromise[],
): NonNullable<BriefView['risks']> {
  const signals = understood.flatMap(({ understanding }) => understanding.signals);
  const wordsOf = (kind: string): string => [...new Set(signals.filter((signal) => signal.kind === kind).flatMap(({ words }) => words))].slice(0, 3).join('、');
  const heard = (kind: 'danger' | 'law' | 'leaving') => (handover.reason === kind || signals.some((signal) => signal.kind === kind) ? [{ risk: kind, why: quoting(WHY[kind], wordsOf(kind)) }] : []);
  const posted = publicWords(understood, policy);
  const before = handovers.filter(({ openedAt }) => openedAt < handover.openedAt && handover.openedAt - openedAt <= REPEATED_WITHIN).length;
  const isLate = promises.some(({ kept }) => kept === 'no') || handover.escalatedAt !== undefined || (handover.firstReplyAt === undefined && now > handover.dueAt);
  return [
    ...heard('danger'),
    ...heard('law'),
    ...(posted === undefined ? [] : [{ risk: 'public', why: quoting({ zh: '可能会公开发布', en: 'may go public' }, posted) }]),
    ...(isLate ? [{ risk: 'late', why: WHY.late }] : []),
    ...heard('leaving'),
    ...((customer?.tier ?? conversation.tier) === 'vip' ? [{ risk: 'vip', why: WHY.vip }] : []),
    ...(before > 0 ? [{ risk: 'repeated', why: { zh: `7 天内第 ${before + 1} 次转人工`, en: `handed over ${before + 1} times within 7 days` } }] : []),
  ];
}

function quoting(why: Bilingual, words: string): Bilingual {
  return words === '' ? why : { zh: `${why.zh}：“${words}”`, en: `${why.en}: “${words}”` };
}

function publicWords(understood: readonly Understood[], policy: BriefSources['policy']): string | undefined {
  const phrases = policy?.brief?.publicPost;
  if (!phrases) return undefined;
  const finder = createPhraseFinder(phrases);
  for (const { message } of understood) {
    const text = fold(message.text);
    const [place] = finder.find(text);
    if (place) return text.slice(place.from, place.to).trim();
  }
  return undefined;
}
