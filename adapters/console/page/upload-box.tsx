import { useState } from 'preact/hooks';
import type { DocumentsView } from '#core/protocol.ts';
import { sayUpload } from './document-words.ts';
import { sayError } from './errors.ts';
import type { UploadChoices } from './send-file.ts';
import type { UploadItem } from './use-uploads.ts';
import { useWords } from './use-words.tsx';

/** Where files are dropped or chosen, and how they are taken in. */
export function UploadBox({ largest, products, onFiles }: { largest: number; products: DocumentsView['products']; onFiles: (files: readonly File[], choices: UploadChoices) => void }) {
  const { t, language: mine } = useWords();
  const [audience, setAudience] = useState<UploadChoices['audience']>('customer');
  const [language, setLanguage] = useState<UploadChoices['language']>();
  const [product, setProduct] = useState<string>();
  const [validFrom, setValidFrom] = useState<string>();
  const [review, setReview] = useState<string>();
  const [isDraft, setIsDraft] = useState(false);
  const [isOver, setIsOver] = useState(false);
  const take = (files: readonly File[]) => {
    if (files.length > 0) onFiles(files, { audience, language, product, validFrom, review, isDraft });
  };
  return (
    <div>
      <div class="drop-options">
        <label>
          {t('documentsFor')}{' '}
          <select value={audience} onChange={({ currentTarget }) => setAudience(currentTarget.value === 'staff' ? 'staff' : 'customer')}>
            <option value="customer">{t('documentsForCustomer')}</option>
            <option value="staff">{t('documentsForStaff')}</option>
          </select>
        </label>
        <label>
          {t('documentsLanguage')}{' '}
          <select value={language ?? ''} onChange={({ currentTarget: { value } }) => setLanguage(value === 'zh' || value === 'en' ? value : undefined)}>
            <option value="">{t('documentsLanguageAuto')}</option>
            <option value="zh">{t('documentsLanguageZh')}</option>
            <option value="en">{t('documentsLanguageEn')}</option>
          </select>
        </label>
        <label>
          {t('documentsProduct')}{' '}
          <select value={product ?? ''} onChange={({ currentTarget: { value } }) => setProduct(chosen(value))}>
            <option value="">{t('documentsProductAll')}</option>
            {products.map(({ id, name }) => <option key={id} value={id}>{name[mine]}</option>)}
          </select>
        </label>
        <label>
          {t('documentsValidFrom')}{' '}
          <input type="date" value={validFrom ?? ''} onChange={({ currentTarget: { value } }) => setValidFrom(chosen(value))} />
        </label>
        <label>
          {t('documentsReview')}{' '}
          <input type="date" value={review ?? ''} onChange={({ currentTarget: { value } }) => setReview(chosen(value))} />
        </label>
        <label class="check">
          <input type="checkbox" checked={isDraft} onChange={({ currentTarget }) => setIsDraft(currentTarget.checked)} /> {t('documentsDraft')}
        </label>
      </div>
      <p class="muted">{t('documentsStated')}</p>
      <div
        class={`drop ${isOver ? 'over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setIsOver(false);
          take(filesOf(event.dataTransfer));
        }}
      >
        {t('documentsDrop')}{' '}
        <label class="link">
          {t('documentsChoose')}
          <input
            type="file"
            multiple
            onChange={({ currentTarget }) => {
              take([...(currentTarget.files ?? [])]);
              // The same file may be chosen again after it was mended.
              currentTarget.value = '';
            }}
          />
        </label>
        <p class="muted">{t('documentsLargest', { mb: Math.round(largest / 1024 / 1024) })}</p>
      </div>
    </div>
  );
}

/** What a field says; empty fields say nothing. */
function chosen(value: string): string | undefined {
  return value === '' ? undefined : value;
}

/** The files of a drop; folders cannot be sent. */
function filesOf(transfer: DataTransfer | null): File[] {
  return [...(transfer?.items ?? [])].flatMap((item) => (item.kind !== 'file' || item.webkitGetAsEntry()?.isDirectory ? [] : (item.getAsFile() ?? [])));
}

/** How far the files are, and what came of each. */
export function UploadList({ items }: { items: readonly UploadItem[] }) {
  const { language, t } = useWords();
  const at = items.findIndex(({ state }) => state.kind !== 'done' && state.kind !== 'failed');
  const say = ({ state }: UploadItem): string => {
    switch (state.kind) {
      case 'waits':
        return t('uploadWaits');
      case 'sends':
        return t('uploadSends', { percent: Math.floor(state.share * 100) });
      case 'reads':
        return t('uploadReads');
      case 'done':
        return sayUpload(state.view, language);
      case 'failed':
        return state.problem === undefined ? t('uploadStopped') : sayError(state.problem, language);
    }
  };
  const isProblem = ({ state }: UploadItem): boolean => state.kind === 'failed' || (state.kind === 'done' && state.view.refused.length > 0);
  return (
    <section aria-label={t('documentsUploads')}>
      {at >= 0 && (
        <p role="status">
          <progress max={items.length} value={at} /> {t('documentsProgress', { at: at + 1, count: items.length })}
        </p>
      )}
      <ol class="uploads">
        {items.map((item) => (
          <li key={item.key} class="upload">
            <strong>{item.name}</strong> <span class={isProblem(item) ? 'problem' : 'muted'}>{say(item)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
