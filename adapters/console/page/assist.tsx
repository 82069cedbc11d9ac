import { useEffect, useId, useState } from 'preact/hooks';
import { helpPath, MOODS, nameOf } from '#core/protocol.ts';
import type { AssistAdvice, AssistDraft, SimilarCase, StaffMessage } from '#core/protocol.ts';
import { type AssistTab, isReplied, sayAbout, sayEnding, shownDrafts } from './assist-model.ts';
import type { TextKey } from './i18n.ts';
import { ExternalLink, Markdown, PlainText } from './markdown.tsx';
import { remember, remembered } from './preferences.ts';
import { useAssist } from './use-assist.ts';
import { useWords } from './use-words.tsx';

const TABS: readonly (readonly [AssistTab, TextKey, TextKey])[] = [
  ['drafts', 'assistDrafts', 'assistNoDrafts'],
  ['advice', 'assistAdvice', 'assistNoAdvice'],
  ['similar', 'assistSimilar', 'assistNoSimilar'],
];

/** Help beside the box for replies, of a fixed height so that nothing moves under the writer's hands. Nothing of it is sent by itself. */
export function Assist({ id, messages, onUse }: { id: string; messages: readonly StaffMessage[]; onUse: (text: string) => void }) {
  const { language, t } = useWords();
  const [isOpen, setIsOpen] = useState(() => remembered('assist') !== 'folded' && !window.matchMedia('(max-width: 760px)').matches);
  const [tab, setTab] = useState<AssistTab>('drafts');
  const { view, written, hasFailed, again } = useAssist(id, messages, language, isOpen);
  const [isPointedAt, setIsPointedAt] = useState(false);
  const [shown, setShown] = useState(written);
  // A draft that comes late must not push a button away under the pointer.
  useEffect(() => {
    if (!isPointedAt) setShown(written);
  }, [written, isPointedAt]);
  const bodyId = useId();
  const parts = { drafts: view ? shownDrafts(view, shown === written ? written : undefined) : [], advice: view?.advice ?? [], similar: view?.similar ?? [] };
  const moodWords = view?.mood && t('assistMood', { mood: nameOf(MOODS, view.mood.mood, language) });
  const toggle = () => {
    remember('assist', isOpen ? 'folded' : 'open');
    setIsOpen(!isOpen);
  };
  return (
    <section class={`assist ${isOpen ? 'is-open' : ''}`} aria-label={t('assist')} onPointerEnter={() => setIsPointedAt(true)} onPointerLeave={() => setIsPointedAt(false)}>
      <div class="assist-head">
        <button type="button" class="brief-toggle" aria-expanded={isOpen} aria-controls={bodyId} aria-label={t(isOpen ? 'assistHide' : 'assistShow')} onClick={toggle}>
          <span class="chevron" aria-hidden="true" />
        </button>
        {isOpen ? (
          TABS.map(([name, label]) => (
            <button key={name} type="button" class="assist-tab" aria-pressed={tab === name} onClick={() => setTab(name)}>
              {t(label)} <span class="muted">{view ? parts[name].length : '…'}</span>
            </button>
          ))
        ) : (
          !view?.mood && <span class="muted">{t('assist')} · {TABS.map(([name, label]) => `${t(label)} ${view ? parts[name].length : '…'}`).join(' · ')}</span>
        )}
        {!isOpen && <span class="assist-mood" role="status">{moodWords}</span>}
      </div>
      {isOpen && <p class="assist-mood" role="status" hidden={moodWords === undefined}>{moodWords}</p>}
      {isOpen && (
        <div class="assist-body" id={bodyId}>
          {!view && !hasFailed && <p class="muted">{t('assistLooking')}</p>}
          {!view && hasFailed && <p class="problem">{t('assistFailed')}<button type="button" class="link" onClick={again}>{t('tryAgain')}</button></p>}
          {view && parts[tab].length === 0 && <p class="muted">{t(view.question || tab === 'advice' ? (TABS.find(([name]) => name === tab)?.[2] ?? 'assistNoDrafts') : 'assistNothingAsked')}</p>}
          {view && tab === 'drafts' && isReplied(view, messages) && parts.drafts.length > 0 && <p class="muted">{t('assistAnswered')}</p>}
          {tab === 'drafts' && parts.drafts.map((draft) => <Draft key={`${draft.by} ${draft.text}`} draft={draft} onUse={onUse} />)}
          {tab === 'advice' && parts.advice.length > 0 && <p class="assist-only">{t('assistOnlyYou')}</p>}
          {tab === 'advice' && parts.advice.map((advice) => <Advice key={advice.articleId} advice={advice} />)}
          {tab === 'similar' && parts.similar.length > 0 && <p class="muted">{t('assistMasked')}</p>}
          {tab === 'similar' && parts.similar.map((similar) => <Similar key={similar.conversationId} similar={similar} />)}
        </div>
      )}
    </section>
  );
}

function Draft({ draft, onUse }: { draft: AssistDraft; onUse: (text: string) => void }) {
  const { language, t } = useWords();
  const about = sayAbout(draft, language);
  return (
    <article class="assist-card">
      {about && <h4>{about}</h4>}
      <p class="plain">{draft.text}</p>
      <div class="suggestion-foot">
        <button type="button" class="button small" onClick={() => onUse(draft.text)}>{t('assistUse')}</button>
        {draft.by === 'model' && <span class="muted">{t('assistByModel')}</span>}
        {draft.citations.map((citation) => (
          <ExternalLink key={citation.number} href={helpPath(citation)}>{[citation.title, ...citation.headings].join(' › ')}</ExternalLink>
        ))}
      </div>
    </article>
  );
}

function Advice({ advice }: { advice: AssistAdvice }) {
  return (
    <article class="assist-card is-staff">
      <h4>{[advice.title, ...advice.headings].join(' › ')}</h4>
      <Markdown text={advice.text} />
    </article>
  );
}

function Similar({ similar }: { similar: SimilarCase }) {
  const { language, t } = useWords();
  return (
    <article class="assist-card">
      <h4>{t('assistAsked')}</h4>
      <PlainText text={similar.question} />
      <h4>{t('assistHelped')}</h4>
      <PlainText text={similar.reply} />
      <p class="muted">{sayEnding(similar, Date.now(), language)}</p>
    </article>
  );
}
