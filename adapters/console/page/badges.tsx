import { nameOf, PRIORITIES, TIERS } from '#core/protocol.ts';
import type { Priority, Tier } from '#core/protocol.ts';
import { sayMoment } from './time.ts';
import { useNow } from './use-now.ts';
import { useWords } from './use-words.tsx';

/** The customer's tier; ordinary customers carry no badge, so that the others stand out, and visitors without a name have no tier. */
export function TierBadge({ tier, customerName }: { tier: Tier; customerName: string }) {
  const { language } = useWords();
  if (tier === 'regular' || customerName.trim() === '') return null;
  return <span class={`badge tier-${tier}`}>{nameOf(TIERS, tier, language)}</span>;
}

/** How pressing a handover is; the normal one carries no badge. */
export function PriorityBadge({ priority }: { priority: Priority | undefined }) {
  const { language } = useWords();
  if (priority === undefined || priority === 'normal') return null;
  return <span class={`badge priority-${priority}`}>{nameOf(PRIORITIES, priority, language)}</span>;
}

/** A time limit of this handover was broken: a lead looks at it. */
export function EscalatedBadge({ at }: { at: number | undefined }) {
  const { language, t } = useWords();
  const now = useNow();
  if (at === undefined) return null;
  return <span class="badge escalated" title={t('escalatedTitle', { at: sayMoment(at, now, language) })}>{t('escalated')}</span>;
}
