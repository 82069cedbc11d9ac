import { useEffect, useState } from 'preact/hooks';
import type { DocumentsView, DocumentView } from '#core/protocol.ts';
import { api } from './api.ts';
import { Dialog } from './dialog.tsx';
import { DOCUMENT_STATES, sayAlarm } from './document-words.ts';
import { ApiError, sayError } from './errors.ts';
import { sayMoment } from './time.ts';
import { UploadBox, UploadList } from './upload-box.tsx';
import { useUploads } from './use-uploads.ts';
import { useStep } from './use-step.ts';
import { useWords } from './use-words.tsx';

/** Before the server has said how large files may be. */
const UNKNOWN = 50 * 1024 * 1024;
/** A pause in typing after which is searched, ms. */
const PAUSE_MS = 250;

/** For leads: documents are handed in, read, published, retired and removed. */
export function DocumentsDialog({ onClose }: { onClose: () => void }) {
  const { language, t } = useWords();
  const [view, setView] = useState<DocumentsView>();
  const [problem, setProblem] = useState<unknown>();
  const [find, setFind] = useState('');
  const [turn, setTurn] = useState(0);
  const again = () => setTurn((now) => now + 1);
  const largest = view?.largest ?? UNKNOWN;
  const { items, isBusy, add, stop } = useUploads(largest, again);
  useEffect(() => {
    let isOld = false;
    const load = async () => {
      const read = await api.documents(find.trim()).then((found) => ({ found, error: undefined }), (error: unknown) => ({ found: undefined, error }));
      if (isOld) return;
      setProblem(read.error);
      if (read.found) setView(read.found);
    };
    const timer = setTimeout(() => void load(), turn === 0 && find === '' ? 0 : PAUSE_MS);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [find, turn]);

  return (
    <Dialog title={t('documents')} onClose={() => isBusy || onClose()}>
      <p class="muted">{t('documentsIntro')}</p>
      <UploadBox largest={largest} products={view?.products ?? []} onFiles={add} />
      {items.length > 0 && <UploadList items={items} />}
      <input type="search" value={find} placeholder={t('documentsFind')} aria-label={t('documentsFind')} onInput={({ currentTarget }) => setFind(currentTarget.value)} />
      {problem !== undefined && <p class="problem" role="alert">{sayError(problem, language)}</p>}
      {view === undefined && problem === undefined && <p role="status">{t('documentsLooking')}</p>}
      {view?.documents.length === 0 && <p>{t(find.trim() === '' ? 'documentsNone' : 'documentsNoMatch')}</p>}
      {view !== undefined && view.documents.length > 0 && (
        <ol class="documents" aria-label={t('documents')}>
          {view.documents.map((document) => <DocumentRow key={`${document.id}/${document.language}`} document={document} products={view.products} onChanged={again} />)}
        </ol>
      )}
      {view !== undefined && view.more > 0 && <p class="muted">{t('documentsMore', { count: view.more })}</p>}
      <div class="dialog-actions">
        {isBusy ? <button type="button" class="button quiet" onClick={stop}>{t('uploadsStop')}</button> : <button type="button" class="button quiet" onClick={onClose}>{t('done')}</button>}
      </div>
    </Dialog>
  );
}

function DocumentRow({ document, products, onChanged }: { document: DocumentView; products: DocumentsView['products']; onChanged: () => void }) {
  const { language, t } = useWords();
  const [text, setText] = useState<string>();
  const [isSure, setIsSure] = useState(false);
  const { isBusy, problem, run } = useStep();
  const change = (step: 'publish' | 'retire' | 'remove') =>
    run(async () => {
      await api.changeDocument(document, step);
      setIsSure(false);
      onChanged();
    });
  const facts = [
    t(document.language === 'zh' ? 'documentsLanguageZh' : 'documentsLanguageEn'),
    t(document.audience === 'staff' ? 'documentsForStaff' : 'documentsForCustomer'),
    ...(document.products?.map((id) => products.find((product) => product.id === id)?.name[language] ?? id) ?? []),
    t('documentVersion', { version: document.version }),
    ...(document.validFrom === undefined ? [] : [t('documentHolds', { day: document.validFrom })]),
    ...(document.review === undefined ? [] : [t('documentReview', { day: document.review })]),
    t('documentFrom', { source: document.source, at: sayMoment(document.updatedAt, Date.now(), language) }),
  ];
  return (
    <li class="document">
      <p>
        <span class="document-title" lang={document.language === 'zh' ? 'zh-CN' : 'en'}>{document.title}</span>{' '}
        <span class={`badge state-${document.state}`}>{DOCUMENT_STATES[document.state][language]}</span>
      </p>
      <p class="muted">{facts.join(' · ')}</p>
      {document.reason !== undefined && <p class="problem">{sayAlarm(document.reason, language)}</p>}
      {text !== undefined && <blockquote lang={document.language === 'zh' ? 'zh-CN' : 'en'} tabIndex={0}>{text}</blockquote>}
      {problem !== undefined && <p class="problem" role="alert">{problem instanceof ApiError && problem.status === 404 ? t('documentGone') : sayError(problem, language)}</p>}
      <div class="gap-actions">
        <button type="button" class="button small quiet" disabled={isBusy} onClick={() => void run(async () => setText(text === undefined ? await api.documentText(document) : undefined))}>
          {t(text === undefined ? 'documentRead' : 'documentHide')}
        </button>
        {document.state !== 'published' && <button type="button" class="button small" disabled={isBusy} onClick={() => void change('publish')}>{t('documentPublish')}</button>}
        {document.state === 'published' && <button type="button" class="button small" disabled={isBusy} onClick={() => void change('retire')}>{t('documentRetire')}</button>}
        {isSure ? (
          <button type="button" class="button small" disabled={isBusy} onClick={() => void change('remove')} onBlur={() => setIsSure(false)}>{t('documentRemoveSure')}</button>
        ) : (
          <button type="button" class="button small quiet" disabled={isBusy} onClick={() => setIsSure(true)}>{t('documentRemove')}</button>
        )}
      </div>
    </li>
  );
}
