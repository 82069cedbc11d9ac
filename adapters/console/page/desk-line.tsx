import type { ConversationSummary } from '#core/protocol.ts';
import { api } from './api.ts';
import { sayRank } from './presence-words.ts';
import { useNow } from './use-now.ts';
import { useWords } from './use-words.tsx';

/** What goes on among colleagues in a conversation: an offer that waits for an answer, advice that is asked for, who else is here. */
export function DeskLine({ summary, me, isBusy, onStep }: { summary: ConversationSummary; me: string; isBusy: boolean; onStep: (work: () => Promise<void>) => void }) {
  const { language, t } = useWords();
  const now = useNow();
  const { id, asked = [], joined = [], assigned, rank } = summary;
  const offer = summary.offer !== undefined && summary.offer.until > now ? summary.offer : undefined;
  const isAsked = asked.some((person) => person.id === me);
  const others = asked.filter((person) => person.id !== me).map(({ name }) => name);
  const isMine = summary.agentId === me;
  if (!offer && !rank && !(assigned && isMine) && asked.length === 0 && joined.length === 0) return null;
  const step = (name: 'accept' | 'decline') => onStep(() => api.step(id, name));
  return (
    <div class="desk-line" role="status">
      {rank && <p class="muted">{sayRank(rank, now, language)}</p>}
      {assigned && isMine && <p>{t('assignedToMe', { because: assigned.because[language] })}</p>}
      {offer?.toId === me && (
        <p>
          <strong>{offer.fromName === undefined ? t('offeredByQueue', { because: offer.because?.[language] ?? '' }) : t('offeredToMe', { name: offer.fromName })}</strong>
          <button type="button" class="button primary small" disabled={isBusy} onClick={() => step('accept')}>{t('offerAccept')}</button>
          <button type="button" class="button small" disabled={isBusy} onClick={() => step('decline')}>{t('offerDecline')}</button>
        </p>
      )}
      {offer && summary.agentId === me && (
        <p>
          {t('offeredTo', { name: offer.toName })}
          <button type="button" class="button small" disabled={isBusy} onClick={() => step('decline')}>{t('offerWithdraw')}</button>
        </p>
      )}
      {isAsked && <p><strong>{t('askedMe')}</strong></p>}
      {others.length > 0 && <p>{t('askedOthers', { names: others.join('、') })}</p>}
      {joined.length > 0 && <p>{t('joinedNames', { names: joined.map(({ name }) => name).join('、') })}</p>}
    </div>
  );
}
