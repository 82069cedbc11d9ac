import { limitState, sayElapsed, sayMoment } from './time.ts';
import { useNow } from './use-now.ts';
import { useWords } from './use-words.tsx';

/** How long somebody has waited, ticking. `since` is Unix ms. */
export function Waited({ since }: { since: number }) {
  const { language, t } = useWords();
  const now = useNow();
  return <span class="waited">{t('waits', { time: sayElapsed(now - since, language) })}</span>;
}

/** How much of a time limit is left, ticking: amber under a quarter, red when past. Times are Unix ms. */
export function TimeLimit({ dueAt, since }: { dueAt: number; since: number | undefined }) {
  const { language, t } = useWords();
  const now = useNow();
  const state = limitState(now, dueAt, since);
  const time = sayElapsed(Math.abs(dueAt - now), language);
  return (
    <span class={`limit limit-${state}`} title={t('limitTitle', { at: sayMoment(dueAt, now, language) })}>
      {t(state === 'past' ? 'limitPast' : 'limitLeft', { time })}
    </span>
  );
}
