import { useState } from 'preact/hooks';
import type { ClaimKind } from '#core/protocol.ts';
import { CaseForm, Choice, optionsOf, Words } from './case-form.tsx';
import { CLAIMS } from './case-words.ts';
import { Dialog } from './dialog.tsx';
import { sayError } from './errors.ts';
import type { LiveCase } from './use-case.ts';
import { useWords } from './use-words.tsx';

/** Opens a case by hand; whoever does is responsible for it. */
export function OpenCaseDialog({ live, onOpened, onClose }: { live: LiveCase; onOpened: () => void; onClose: () => void }) {
  const { language, t } = useWords();
  const [summary, setSummary] = useState('');
  const [claim, setClaim] = useState<ClaimKind>('unclear');
  const [cause, setCause] = useState('');
  const { causes = [] } = live.view?.setup ?? {};
  const open = async () => {
    const facts = { claim, ...(summary.trim() === '' ? {} : { summary: summary.trim() }), ...(cause === '' ? {} : { cause }) };
    if (await live.open(facts)) onOpened();
  };
  return (
    <Dialog title={t('caseOpenTitle')} onClose={onClose}>
      {live.problem !== undefined && <p class="problem" role="alert">{sayError(live.problem, language)}</p>}
      <CaseForm send={t('caseOpenNew')} isReady isBusy={live.isBusy} onSend={() => void open()} onCancel={onClose}>
        <Words label={t('caseSummary')} value={summary} rows={3} onWrite={setSummary} />
        <Choice label={t('caseClaim')} value={claim} options={optionsOf(CLAIMS, language)} onChoose={setClaim} />
        <Choice label={t('caseCause')} value={cause} options={[['', t('caseUnknown')], ...causes.map(({ id, name }) => [id, name[language]] as const)]} onChoose={setCause} />
      </CaseForm>
    </Dialog>
  );
}
