import { useEffect, useRef, useState } from 'preact/hooks';
import { api } from './api.ts';
import { sayError } from './errors.ts';
import { useWords } from './use-words.tsx';

/** What the first person to sign in is called until somebody says otherwise. */
export const UNNAMED = 'Lead';

/** Asks for the name that customers shall see instead of `current`, above the work and not in its way. Escape puts it off. */
export function NameStrip({ current, onNamed, onLater }: { current: string; onNamed: (name: string) => void; onLater: () => void }) {
  const { language, t } = useWords();
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<unknown>();
  const [isBusy, setIsBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const save = async () => {
    setIsBusy(true);
    setProblem(undefined);
    try {
      await api.rename(name.trim());
      onNamed(name.trim());
    } catch (error) {
      setProblem(error);
      setIsBusy(false);
    }
  };
  return (
    <div
      class="name-strip"
      role="dialog"
      aria-labelledby="name-title"
      aria-describedby="name-hint"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.isComposing) onLater();
      }}
    >
      <div class="name-words">
        <h2 id="name-title">{t('nameTitle')}</h2>
        <p id="name-hint" class="muted">{t('nameHint', { name: current })}</p>
        {problem !== undefined && <p class="problem" role="alert">{sayError(problem, language)}</p>}
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <input type="text" ref={field} required maxLength={60} autoComplete="name" value={name} placeholder={t('nameField')} aria-label={t('nameField')} onInput={(event) => setName(event.currentTarget.value)} />
        <button type="submit" class="button primary" disabled={isBusy || name.trim() === ''}>{t('nameSave')}</button>
        <button type="button" class="button quiet" onClick={onLater}>{t('nameLater')}</button>
      </form>
    </div>
  );
}
