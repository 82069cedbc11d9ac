import { useEffect, useState } from 'preact/hooks';
import type { FollowUpView, Language, StaffView } from '#core/protocol.ts';
import { api } from './api.ts';
import { type CareTextKey, sayCare } from './care-words.ts';
import { Dialog } from './dialog.tsx';
import { sayError } from './errors.ts';
import { sayMoment } from './time.ts';
import { useWords } from './use-words.tsx';

type Props = { me: StaffView; onOpen: (conversationId: string) => void; onClose: () => void };

/** Customers who are to be called after a bad answer: why, by when, and what came of it. */
export function FollowUpsDialog({ me, onOpen, onClose }: Props) {
  const { language } = useWords();
  const [state, setState] = useState<'open' | 'done'>('open');
  const [list, setList] = useState<readonly FollowUpView[]>();
  const [problem, setProblem] = useState<unknown>();
  const load = () => api.followUps(state).then(({ followUps }) => setList(followUps), setProblem);
  useEffect(() => {
    setList(undefined);
    void load();
  }, [state]);
  return (
    <Dialog title={sayCare('followUps', language)} onClose={onClose}>
      <p class="muted">{sayCare('followUpsIntro', language)}</p>
      <div class="care-tabs">
        {(['open', 'done'] as const).map((each) => (
          <button key={each} type="button" class={`button small ${each === state ? '' : 'quiet'}`} aria-pressed={each === state} onClick={() => setState(each)}>{sayCare(each, language)}</button>
        ))}
      </div>
      {problem !== undefined && <p class="problem" role="alert">{sayError(problem, language)}</p>}
      {list === undefined && problem === undefined && <p role="status">{sayCare('loading', language)}</p>}
      {list?.length === 0 && <p>{sayCare('followUpsNone', language)}</p>}
      {list !== undefined && list.length > 0 && (
        <ol class="care-list">
          {list.map((followUp) => (
            <FollowUpRow key={followUp.id} followUp={followUp} me={me} onChanged={() => void load()} onOpen={() => { onOpen(followUp.conversationId); onClose(); }} />
          ))}
        </ol>
      )}
      <div class="dialog-actions">
        <button type="button" class="button quiet" onClick={onClose}>{sayCare('close', language)}</button>
      </div>
    </Dialog>
  );
}

function FollowUpRow({ followUp, me, onChanged, onOpen }: { followUp: FollowUpView; me: StaffView; onChanged: () => void; onOpen: () => void }) {
  const { language } = useWords();
  const [writes, setWrites] = useState(false);
  const [words, setWords] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const t = (key: CareTextKey, values?: Readonly<Record<string, string | number>>) => sayCare(key, language, values);
  const run = async (step: () => Promise<void>) => {
    setIsBusy(true);
    setProblem(undefined);
    try {
      await step();
      onChanged();
    } catch (error) {
      setProblem(error);
    } finally {
      setIsBusy(false);
    }
  };
  const { owner, isOwnerGone = false, done, lateAt } = followUp;
  const isMine = owner?.id === me.id;
  const now = Date.now();
  return (
    <li class="care-row">
      <p>
        <strong>{followUp.customerName || t('unnamed')}</strong>
        {' · '}
        {whyOf(followUp, language)}
        {followUp.reasons.map((reason) => <span key={reason.zh} class="care-chip">{reason[language]}</span>)}
      </p>
      {followUp.comment !== undefined && <blockquote>{followUp.comment}</blockquote>}
      {followUp.answers.map(({ question, answer }) => <p key={question.zh} class="muted">{question[language]} — {answer}</p>)}
      <p class="muted">
        {done ? t(done.outcome === 'done' ? 'outcomeDone' : 'outcomeNotReached', { name: done.by, result: done.result }) : t('due', { at: sayMoment(followUp.dueAt, now, language) })}
        {!done && lateAt !== undefined && <strong class="care-late"> {t('late')}</strong>}
        {!done && ` · ${isMine ? t('ofMine') : isOwnerGone && owner ? t('ofGone', { name: owner.name }) : owner ? t('of', { name: owner.name }) : followUp.forLeads ? t('forLeads') : t('ofTeam', { team: followUp.team[language] })}`}
        {!done && followUp.tries > 0 && ` · ${t('tries', { count: followUp.tries })}`}
      </p>
      {followUp.note !== undefined && <p class="muted">{followUp.note}</p>}
      {problem !== undefined && <p class="problem" role="alert">{sayError(problem, language)}</p>}
      {writes && !done && (
        <textarea rows={2} maxLength={2000} aria-label={t('result')} placeholder={t('result')} value={words} onInput={(event) => setWords(event.currentTarget.value)} />
      )}
      <div class="care-actions">
        {!done && (!owner || (isOwnerGone && !isMine)) && <button type="button" class="button small" disabled={isBusy} onClick={() => void run(() => api.followUpStep(followUp.id, 'take', {}))}>{t('take')}</button>}
        {!done && (isMine || me.role === 'lead') && !writes && <button type="button" class="button small" onClick={() => setWrites(true)}>{t('finish')}</button>}
        {!done && writes && <button type="button" class="button small" disabled={isBusy || words.trim() === ''} onClick={() => void run(() => api.followUpStep(followUp.id, 'done', { result: words }))}>{t('save')}</button>}
        {!done && (isMine || me.role === 'lead') && <button type="button" class="button small quiet" disabled={isBusy} onClick={() => void run(() => api.followUpStep(followUp.id, 'not-reached', { note: words }))}>{t('notReached')}</button>}
        <button type="button" class="button small quiet" onClick={onOpen}>{t('transcript')}</button>
      </div>
    </li>
  );
}

function whyOf({ kind, score = 0, plan }: FollowUpView, language: Language): string {
  if (kind === 'visit') return sayCare('visit', language, { plan: plan?.[language] ?? '' });
  return sayCare(kind === 'nps' ? 'nps' : 'rating', language, { score });
}
