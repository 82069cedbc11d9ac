import { useEffect, useState } from 'preact/hooks';
import { type ArticleChoice, type HandBack, MAX_MESSAGE_LENGTH } from '#core/protocol.ts';
import { api } from './api.ts';
import { Dialog } from './dialog.tsx';
import { useWords } from './use-words.tsx';

const NEXT = [
  ['nothing', 'handBackNothing'],
  ['article', 'handBackArticle'],
  ['question', 'handBackQuestion'],
] as const;

/** Asks with which words a conversation is handed back, and what the assistant goes on with. */
export function HandBackDialog({ onHandBack, onCancel }: { onHandBack: (how: HandBack) => void; onCancel: () => void }) {
  const { language, t } = useWords();
  const [text, setText] = useState('');
  const [next, setNext] = useState<(typeof NEXT)[number][0]>('nothing');
  const [articleId, setArticleId] = useState('');
  const [question, setQuestion] = useState('');
  const [articles, setArticles] = useState<readonly ArticleChoice[]>([]);
  useEffect(() => {
    // Without the list the conversation can still be handed back.
    if (next === 'article') api.articles().then(setArticles, () => setArticles([]));
  }, [next]);
  const shown = [...new Map([...articles].sort((a) => (a.language === language ? 1 : -1)).map((article) => [article.id, article])).values()];
  const isReady = next === 'nothing' || (next === 'article' ? articleId !== '' : question.trim() !== '');
  const send = () =>
    onHandBack({
      ...(text.trim() === '' ? {} : { text: text.trim() }),
      ...(next === 'article' ? { resume: { kind: 'article', articleId } } : next === 'question' ? { resume: { kind: 'question', text: question.trim() } } : {}),
    });
  return (
    <Dialog title={t('handBackTitle')} onClose={onCancel}>
      <p class="muted">{t('handBackHint')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) send();
        }}
      >
        <label class="field">
          <span>{t('handBackWords')}</span>
          <textarea rows={2} maxLength={MAX_MESSAGE_LENGTH} value={text} onInput={(event) => setText(event.currentTarget.value)} />
        </label>
        <fieldset class="field">
          <legend>{t('handBackNext')}</legend>
          {NEXT.map(([value, label]) => (
            <label key={value} class="check">
              <input type="radio" name="next" checked={next === value} onChange={() => setNext(value)} /> {t(label)}
            </label>
          ))}
        </fieldset>
        {next === 'article' && (
          <label class="field">
            <span>{t('handBackWhichArticle')}</span>
            <select value={articleId} onChange={(event) => setArticleId(event.currentTarget.value)}>
              <option value="">{t('correctChoose')}</option>
              {shown.map(({ id, title }) => <option key={id} value={id}>{title}</option>)}
            </select>
          </label>
        )}
        {next === 'question' && (
          <label class="field">
            <span>{t('handBackWhichQuestion')}</span>
            <textarea rows={2} maxLength={MAX_MESSAGE_LENGTH} value={question} onInput={(event) => setQuestion(event.currentTarget.value)} />
          </label>
        )}
        <div class="dialog-actions">
          <button type="button" class="button quiet" onClick={onCancel}>{t('cancel')}</button>
          <button type="submit" class="button primary" disabled={!isReady}>{t('handBackSend')}</button>
        </div>
      </form>
    </Dialog>
  );
}
