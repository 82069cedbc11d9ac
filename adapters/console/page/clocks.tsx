import { LIMITS } from '#core/protocol.ts';
import type { LimitView } from '#core/protocol.ts';
import { limitState, sayElapsed, sayMoment } from './time.ts';
import { useNow } from './use-now.ts';
import { useWords } from './use-words.tsx';

/** How long somebody has waited, ticking. `since` is Unix ms. */
export function Waited({ since }: { since: number }) {
  const { language, t } = useWords();
  const now = useNow();
  return <span class="waited">{t('waits', { time: sayElapsed(now - since, language) })}</span>;
}

/** How much of a time limit is left, ticking: amber when it is near, red when past; it says so where it stands still. */
export function TimeLimit({ limit, isNamed }: { limit: LimitView; isNamed: boolean }) {
  const { language, t } = useWords();
  const now = useNow();
  const name = LIMITS[limit.clock][language];
  if (limit.dueAt === undefined) return <span class="limit">{t('limitOf', { name, time: t('limitStill') })}</span>;
  const time = sayElapsed(Math.abs(limit.dueAt - now), language);
  const state = limitState(now, limit);
  const left = t(state === 'past' ? 'limitPast' : 'limitLeft', { time });
  return (
    <span class={`limit limit-${state}`} title={t('limitBy', { name, at: sayMoment(limit.dueAt, now, language) })}>
      {isNamed ? t('limitOf', { name, time: left }) : left}
    </span>
  );
}
