import { useState } from 'preact/hooks';
import type { ConversationSummary, StaffView } from '#core/protocol.ts';
import { api } from './api.ts';
import { AskDialog } from './ask-dialog.tsx';
import { CloseDialog } from './close-dialog.tsx';
import { HandBackDialog } from './hand-back-dialog.tsx';
import { newId } from './new-id.ts';
import { PassOnDialog } from './pass-on-dialog.tsx';
import type { Section } from './sort.ts';
import { useWords } from './use-words.tsx';

/** The steps that change who has a conversation, or bring colleagues in: those of its owner, and those of leads. */
export function DeskSteps(props: { me: StaffView; summary: ConversationSummary; section: Section; isBusy: boolean; onStep: (work: () => Promise<void>) => void }) {
  const { me, summary, section, isBusy, onStep } = props;
  const { id } = summary;
  const { t } = useWords();
  const [dialog, setDialog] = useState<'pass-on' | 'ask' | 'hand-back' | 'close'>();
  const isMine = section === 'mine';
  const isLeading = section === 'colleagues' && me.role === 'lead';
  if (!isMine && !isLeading) return null;
  const hasJoined = summary.joined?.some((person) => person.id === me.id) ?? false;
  const close = () => setDialog(undefined);
  const step = (work: () => Promise<void>) => {
    close();
    onStep(work);
  };
  return (
    <>
      {isLeading && (
        <>
          <button type="button" class="button" disabled={isBusy} title={t('takeOverHint')} onClick={() => step(() => api.step(id, 'take-over'))}>{t('takeOver')}</button>
          <button type="button" class="button" disabled={isBusy} title={t('joinHint')} onClick={() => step(() => api.step(id, hasJoined ? 'leave' : 'join'))}>{t(hasJoined ? 'leave' : 'join')}</button>
        </>
      )}
      <button type="button" class="button" disabled={isBusy} onClick={() => setDialog('ask')}>{t('ask')}</button>
      <button type="button" class="button" disabled={isBusy} onClick={() => setDialog('pass-on')}>{t('passOn')}</button>
      {isMine && (
        <>
          <button type="button" class="button" disabled={isBusy} title={t('handBackHint')} onClick={() => setDialog('hand-back')}>{t('handBack')}</button>
          <button type="button" class="button" disabled={isBusy} onClick={() => setDialog('close')}>{t('close')}</button>
        </>
      )}
      {dialog === 'pass-on' && (
        <PassOnDialog me={me.id} ownerId={summary.agentId} onCancel={close} onPassOn={(to) => step(() => api.transfer(id, to))} onRelease={() => step(() => api.step(id, 'release'))} />
      )}
      {dialog === 'ask' && <AskDialog me={me.id} onCancel={close} onAsk={(colleagueId, text) => step(() => api.ask(id, colleagueId, text, newId()))} />}
      {dialog === 'hand-back' && <HandBackDialog onCancel={close} onHandBack={(how) => step(() => api.handBack(id, how, newId()))} />}
      {dialog === 'close' && <CloseDialog onCancel={close} onChoose={(reason) => step(() => api.close(id, reason))} />}
    </>
  );
}
