import type { LanguageFinding } from '#core/protocol.ts';
import { adviceFor } from './advice-model.ts';
import { useWords } from './use-words.tsx';

/** What could be said better in a reply, with the better wording to take. It never stops anybody from sending. */
export function ReplyAdvice({ text, findings, isFresh, onTake }: { text: string; findings: readonly LanguageFinding[]; isFresh: boolean; onTake: (better: NonNullable<LanguageFinding['better']>) => void }) {
  const { language, t } = useWords();
  const { shown, more } = adviceFor(findings, text);
  return (
    <div role="status" hidden={shown.length === 0}>
      <ul class="advice" aria-label={t('advice')}>
        {shown.map(({ rule, kind, from, to, why, better }) => (
          <li key={rule} class={`advice-${kind}`}>
            <span>
              {to > from && <q>{text.slice(from, to)}</q>} {why[language]}
            </span>
            {better && (
              <button type="button" class="button small" disabled={!isFresh} title={t('adviceTakeHint')} onClick={() => onTake(better)}>
                {t('adviceTake', { words: better.text.trim() })}
              </button>
            )}
          </li>
        ))}
        {more > 0 && <li class="muted">{t('adviceMore', { count: more })}</li>}
      </ul>
    </div>
  );
}
