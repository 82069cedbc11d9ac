import { useRef, useState } from 'preact/hooks';
import type { StaffRole } from '#core/protocol.ts';
import { api } from './api.ts';
import { ColleagueList } from './colleague-list.tsx';
import { Dialog } from './dialog.tsx';
import { sayError } from './errors.ts';
import { useWords } from './use-words.tsx';

const CHOICES = [
  ['agent', 'roleAgent'],
  ['lead', 'roleLead'],
] as const;

/** For leads: a one-time sign-in link for a colleague, to be copied. */
export function InviteDialog({ me, onClose }: { me: string; onClose: () => void }) {
  const { language, t } = useWords();
  const [name, setName] = useState('');
  const [role, setRole] = useState<StaffRole>('agent');
  const [link, setLink] = useState<string>();
  const [problem, setProblem] = useState<unknown>();
  const [isBusy, setIsBusy] = useState(false);

  const create = async () => {
    setIsBusy(true);
    setProblem(undefined);
    try {
      setLink(await api.invite(name.trim(), role));
    } catch (error) {
      setProblem(error);
    } finally {
      setIsBusy(false);
    }
  };

  if (link !== undefined) {
    return (
      <Dialog title={t('invite')} onClose={onClose}>
        <p>{t('inviteReady', { name: name.trim() })}</p>
        <CopyLine link={link} />
        <div class="dialog-actions">
          <button type="button" class="button quiet" onClick={onClose}>{t('done')}</button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={t('invite')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <label class="field">
          <span>{t('inviteName')}</span>
          <input type="text" required maxLength={60} autoComplete="off" value={name} onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <fieldset class="field">
          <legend>{t('inviteRole')}</legend>
          {CHOICES.map(([value, text]) => (
            <label key={value} class="check">
              <input type="radio" name="role" checked={role === value} onChange={() => setRole(value)} /> {t(text)}
            </label>
          ))}
        </fieldset>
        {problem !== undefined && <p class="problem" role="alert">{sayError(problem, language)}</p>}
        <div class="dialog-actions">
          <button type="button" class="button quiet" onClick={onClose}>{t('cancel')}</button>
          <button type="submit" class="button primary" disabled={isBusy || name.trim() === ''}>{t('createLink')}</button>
        </div>
      </form>
      <ColleagueList me={me} />
    </Dialog>
  );
}

function CopyLine({ link }: { link: string }) {
  const { t } = useWords();
  const ref = useRef<HTMLInputElement>(null);
  const [result, setResult] = useState<'copied' | 'by_hand'>();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
      setResult('copied');
    } catch {
      // Pages without TLS have no clipboard.
      ref.current?.select();
      setResult('by_hand');
    }
  };
  return (
    <>
      <div class="copy-line">
        <input ref={ref} type="text" readOnly value={link} aria-label={t('inviteLink')} onFocus={(event) => event.currentTarget.select()} />
        <button type="button" class="button primary" onClick={() => void copy()}>{t('copy')}</button>
      </div>
      <p class="muted copy-result" role="status">{result && t(result === 'copied' ? 'copied' : 'copyByHand')}</p>
    </>
  );
}
