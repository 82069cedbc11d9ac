import { useId, useMemo } from 'preact/hooks';
import type { BriefView } from '#core/protocol.ts';
import { type BriefLines, briefLines } from './brief-model.ts';
import { Corrected, goTo, Kind, ListPart, Part, Promises, Risks } from './brief-parts.tsx';
import { BRIEF_WORDS } from './brief-words.ts';
import { ExternalLink } from './markdown.tsx';
import { MoodCurve } from './mood-curve.tsx';
import { useWords } from './use-words.tsx';

/** What a person needs to know before the first word to the customer. Folded, one line of it stays. */
export function Brief(props: { brief: BriefView; label: string; isOpen: boolean; canUse: boolean; onToggle: () => void; onUse: (text: string) => void }) {
  const { brief, isOpen } = props;
  const { language, t } = useWords();
  const bodyId = useId();
  const lines = useMemo(() => briefLines(brief, props.label, language, Date.now()), [brief, props.label, language]);
  return (
    <section class="brief" aria-label={t('brief')}>
      <header class="brief-head">
        <button type="button" class="brief-toggle" aria-expanded={isOpen} aria-controls={bodyId} onClick={props.onToggle} aria-label={t(isOpen ? 'briefHide' : 'briefShow')}>
          <span class="chevron" aria-hidden="true" />
        </button>
        <span class={`brief-reason reason-${brief.priority}`}>{lines.reason}</span>
        {isOpen ? (
          <span class="brief-rule">
            {lines.words.map((word) => <mark key={word} title={t('words')}>{word}</mark>)}
            <span class="muted" title={lines.ruleId}>{lines.more.because ?? <>{t('rule')} <code>{lines.ruleId}</code></>}</span>
          </span>
        ) : (
          <span class="brief-line">{lines.request}</span>
        )}
        <span class="brief-due">
          <span class="muted">{lines.team} · {t('limit')} {lines.due}</span>
        </span>
      </header>
      {isOpen && (
        <div class="brief-body" id={bodyId}>
          <div class="brief-known">
            <Risks risks={lines.more.risks} />
            <Wants lines={lines} />
            <Who lines={lines} />
            <Known lines={lines} />
          </div>
          <NextStep brief={brief} lines={lines} canUse={props.canUse} onUse={props.onUse} />
        </div>
      )}
    </section>
  );
}

function Who({ lines }: { lines: BriefLines }) {
  const { language, t } = useWords();
  const { more } = lines;
  return (
    <>
      <Part title={t('who')}>
        <p><strong>{lines.name}</strong>{lines.name.startsWith(lines.tier) ? '' : ` · ${lines.tier}`}</p>
        <p class="muted">{[...lines.about, ...more.history].join(' · ')}</p>
      </Part>
      <Kind kind={more.kind} />
      <ListPart title={BRIEF_WORDS.cases[language]} items={more.cases} />
      <ListPart title={BRIEF_WORDS.earlier[language]} items={more.earlier} />
      {lines.orders.length > 0 && <Part title={t('orders')}><ul>{lines.orders.map((order) => <li key={order}>{order}</li>)}</ul></Part>}
      {lines.notes.length > 0 && <Part title={t('customerNotes')}><ul>{lines.notes.map((note) => <li key={note}>{note}</li>)}</ul></Part>}
    </>
  );
}

function Wants({ lines }: { lines: BriefLines }) {
  const { language, t } = useWords();
  const { more } = lines;
  return (
    <>
      {lines.summary !== undefined && <Part title={BRIEF_WORDS.summary[language]}><p class="plain" title={BRIEF_WORDS.summaryHint[language]}>{lines.summary}</p></Part>}
      <Part title={t('request')}>
        <blockquote class="request"><Corrected was={lines.requestWas}>{lines.request}</Corrected></blockquote>
        {more.corrected.map((text) => <p key={text}><Corrected was="">{text}</Corrected></p>)}
        {more.isRight && <p class="by-customer">{BRIEF_WORDS.right[language]}</p>}
        {lines.intents.length > 0 && <p class="muted">{t('intents', { intents: lines.intents.join(' · ') })}</p>}
      </Part>
      {lines.moods.length > 0 && (
        <Part title={t('mood')}>
          <MoodCurve points={lines.moods} path={lines.moodPath} />
          <Turn turn={more.turn} />
        </Part>
      )}
    </>
  );
}

function Turn({ turn }: { turn: BriefLines['more']['turn'] }) {
  const { language, t } = useWords();
  return turn ? <p class="muted">{BRIEF_WORDS.turn[language]} <button type="button" class="link" title={t('goToMessage')} onClick={() => goTo(turn.seq)}>{turn.text}</button></p> : null;
}

function Known({ lines }: { lines: BriefLines }) {
  const { language, t } = useWords();
  const { more } = lines;
  return (
    <>
      <Part title={t('facts')}>
        {lines.facts.length === 0 && <p class="muted">{t('noFacts')}</p>}
        <dl class="facts">
          {lines.facts.map((fact) => (
            <div key={`${fact.kind}${fact.value}`}>
              <dt>{fact.kind}</dt>
              <dd><Corrected was={fact.was}>{fact.seq > 0 ? <button type="button" class="link" title={t('goToMessage')} onClick={() => goTo(fact.seq)}>{fact.value}</button> : fact.value}</Corrected></dd>
            </div>
          ))}
        </dl>
        {more.files.length > 0 && (
          <p>
            {BRIEF_WORDS.files[language]}{' '}
            {more.files.map(({ id, name, seq }) => <button key={id} type="button" class="link" title={t('goToMessage')} onClick={() => goTo(seq)}>{name}</button>)}
          </p>
        )}
        {more.missing.length > 0 && <p class="missing"><strong>{BRIEF_WORDS.missing[language]}</strong> {more.missing.join(language === 'zh' ? '、' : ', ')}</p>}
      </Part>
      {more.actions.length > 0 && <Part title={BRIEF_WORDS.actions[language]}><ul>{more.actions.map(({ name, result }) => <li key={name + result}><strong>{name}</strong> {result}</li>)}</ul></Part>}
      <Part title={t('articles')}>
        {lines.articles.length === 0 && <p class="muted">{t('noArticles')}</p>}
        <ul>
          {lines.articles.map((article) => (
            <li key={article.href}>
              <ExternalLink href={article.href}>{article.title}</ExternalLink> <span class={`helped helped-${article.helped}`}>{article.helpedWords}</span>
            </li>
          ))}
        </ul>
      </Part>
    </>
  );
}

function NextStep({ brief, lines, canUse, onUse }: { brief: BriefView; lines: BriefLines; canUse: boolean; onUse: (text: string) => void }) {
  const { t } = useWords();
  const { suggestedReply } = brief;
  return (
    <div class="brief-next">
      <Part title={t('suggestion')}>
        <div class="suggestion">
          <p class="plain">{suggestedReply.text}</p>
          <div class="suggestion-foot">
            {canUse && <button type="button" class="button small" onClick={() => onUse(suggestedReply.text)}>{t('useSuggestion')}</button>}
            {suggestedReply.title !== undefined && <span class="muted" title={t('suggestionFrom', { title: suggestedReply.title })}>{suggestedReply.title}</span>}
          </div>
        </div>
      </Part>
      <Promises promises={lines.promises} title={t('promises')} none={t('noPromises')} />
      {lines.nextSteps.length > 0 && (
        <Part title={t('nextSteps')}>
          <ol class="steps">{lines.nextSteps.map((step) => <li key={step}>{step}</li>)}</ol>
        </Part>
      )}
    </div>
  );
}
