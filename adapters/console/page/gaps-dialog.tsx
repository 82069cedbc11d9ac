import { useEffect, useState } from 'preact/hooks';
import type { GapDraftView, GapGroupView, GapsView } from '#core/protocol.ts';
import { api } from './api.ts';
import { Dialog } from './dialog.tsx';
import { sayError } from './errors.ts';
import { sayMoment } from './time.ts';
import { useStep } from './use-step.ts';
import { useWords } from './use-words.tsx';

/** For leads: what customers asked in vain, grouped, with the nearest article; a colleague's answer becomes a draft. */
export function GapsDialog({ onClose }: { onClose: () => void }) {
  const { language, t } = useWords();
  const [view, setView] = useState<GapsView>();
  const [problem, setProblem] = useState<unknown>();
  useEffect(() => {
    api.gaps().then(setView, setProblem);
  }, []);

  const remove = (id: string) => setView((now) => now && { ...now, groups: now.groups.filter((group) => group.id !== id) });
  return (
    <Dialog title={t('gaps')} onClose={onClose}>
      <p class="muted">{t('gapsIntro')}</p>
      {problem !== undefined && <p class="problem" role="alert">{sayError(problem, language)}</p>}
      {view === undefined && problem === undefined && <p role="status">{t('gapsLooking')}</p>}
      {view?.groups.length === 0 && <p>{t('gapsNone')}</p>}
      {view !== undefined && view.groups.length > 0 && (
        <ol class="gaps">
          {view.groups.map((group) => <GapRow key={group.id} group={group} onDismissed={() => remove(group.id)} />)}
        </ol>
      )}
      {view !== undefined && view.more > 0 && <p class="muted">{t('gapsMore', { count: view.more })}</p>}
      <div class="dialog-actions">
        <button type="button" class="button quiet" onClick={onClose}>{t('done')}</button>
      </div>
    </Dialog>
  );
}

function GapRow({ group, onDismissed }: { group: GapGroupView; onDismissed: () => void }) {
  const { language, t } = useWords();
  const [draft, setDraft] = useState<GapDraftView>();
  const { isBusy, problem, run } = useStep();
  const [newest, ...others] = group.examples;
  const known = draft?.id ?? group.draft;
  return (
    <li class="gap">
      <p class="gap-question" lang={newest?.language === 'zh' ? 'zh-CN' : 'en'}>{newest?.text}</p>
      {others.map(({ text, language: own }) => <p key={text} class="muted" lang={own === 'zh' ? 'zh-CN' : 'en'}>{text}</p>)}
      <p class="muted">
        {t('gapAsked', { count: group.count, at: sayMoment(group.lastAt, Date.now(), language) })}
        {group.unhelpful > 0 && ` · ${t('gapUnhelpful', { count: group.unhelpful })}`}
        {' · '}
        {group.nearest ? t('gapNearest', { title: group.nearest.title, score: group.nearest.score.toFixed(2) }) : t('gapNothingNear')}
      </p>
      {known !== undefined && <p role="status">{t('gapDrafted', { id: known })}</p>}
      {draft !== undefined && <blockquote lang={draft.language === 'zh' ? 'zh-CN' : 'en'}>{draft.body}</blockquote>}
      {problem !== undefined && <p class="problem" role="alert">{sayError(problem, language)}</p>}
      <div class="gap-actions">
        <button
          type="button"
          class="button small"
          disabled={isBusy}
          onClick={() =>
            void run(async () => {
              setDraft(await api.draftGap(group.id));
            })
          }
        >
          {t('gapDraft')}
        </button>
        <button
          type="button"
          class="button small quiet"
          disabled={isBusy}
          onClick={() =>
            void run(async () => {
              await api.dismissGap(group.id);
              onDismissed();
            })
          }
        >
          {t('gapDismiss')}
        </button>
      </div>
    </li>
  );
}
