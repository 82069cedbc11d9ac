import { Dialog } from './dialog.tsx';
import type { TextKey } from './i18n.ts';
import { useWords } from './use-words.tsx';

const LINES: readonly (readonly [keys: readonly string[], text: TextKey])[] = [
  [['j', 'k', '↓', '↑'], 'helpMove'],
  [['Enter'], 'helpOpen'],
  [['c'], 'helpClaim'],
  [['r'], 'helpReply'],
  [['n'], 'helpNote'],
  [['b'], 'helpBrief'],
  [['/'], 'helpFilter'],
  [['Esc'], 'helpBack'],
  [['?'], 'helpHelp'],
];

/** Every shortcut, and the switch that turns the single keys off for those who dictate or use a screen reader. */
export function HelpDialog({ isOn, onSwitch, onClose }: { isOn: boolean; onSwitch: (isOn: boolean) => void; onClose: () => void }) {
  const { t } = useWords();
  return (
    <Dialog title={t('help')} onClose={onClose}>
      <dl class="keys">
        {LINES.map(([keys, text]) => (
          <div key={text}>
            <dt>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dt>
            <dd>{t(text)}</dd>
          </div>
        ))}
      </dl>
      <p class="muted">{t('helpTyping')}</p>
      <label class="check">
        <input type="checkbox" checked={isOn} onChange={(event) => onSwitch(event.currentTarget.checked)} /> {t('helpSwitch')}
      </label>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onClose}>{t('done')}</button>
      </div>
    </Dialog>
  );
}
