import { nameOf, REASONS } from '#core/protocol.ts';
import { useEffect } from 'preact/hooks';
import type { TextKey } from './i18n.ts';
import type { ListState, Toast, ToastKind } from './list-state.ts';
import { customerLabel } from './sort.ts';
import { useWords } from './use-words.tsx';

/** How long a toast stays, ms; what it tells stays in the list. */
const STAYS = 9_000;

const TEXT_OF: Readonly<Record<Exclude<ToastKind, 'handover'>, TextKey>> = {
  customer_message: 'newMessage',
  limit_near: 'limitNear',
  breached: 'limitBroken',
  offered: 'toastOffered',
  assigned: 'toastAssigned',
  let_pass: 'toastLetPass',
  returned: 'toastReturned',
  asked: 'toastAsked',
  advised: 'toastAdvised',
  callback_due: 'toastCallbackDue',
  callback_late: 'toastCallbackLate',
  case: 'toastCase',
  task_given: 'toastTaskGiven',
  task_near: 'toastTaskNear',
  task_late: 'toastTaskLate',
  follow_up: 'toastFollowUp',
  follow_up_late: 'toastFollowUpLate',
};

/** Small messages at the edge: who needs a person, who has written. */
export function Toasts({ list, onOpen, onDismiss }: { list: ListState; onOpen: (id: string) => void; onDismiss: (toastId: string) => void }) {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {list.toasts.map((toast) => (
        <ToastLine key={toast.id} toast={toast} list={list} onOpen={onOpen} onDismiss={onDismiss} />
      ))}
    </div>
  );
}

function ToastLine({ toast, list, onOpen, onDismiss }: { toast: Toast; list: ListState; onOpen: (id: string) => void; onDismiss: (toastId: string) => void }) {
  const { language, t } = useWords();
  useEffect(() => {
    const timer = setTimeout(() => onDismiss(toast.id), STAYS);
    return () => clearTimeout(timer);
  }, [toast.id]);
  const summary = list.byId.get(toast.conversationId);
  const name = customerLabel(summary?.customerName ?? '', toast.conversationId, language);
  const text =
    toast.kind !== 'handover'
      ? t(TEXT_OF[toast.kind], { name })
      : summary?.reason
        ? t('newHandover', { name, reason: nameOf(REASONS, summary.reason, language) })
        : t('newHandoverPlain');
  return (
    <div class={`toast ${summary?.priority === 'urgent' || toast.kind === 'breached' || toast.kind === 'task_late' ? 'toast-urgent' : ''}`}>
      <span>{text}</span>
      <button type="button" class="button small" onClick={() => onOpen(toast.conversationId)}>{t('openIt')}</button>
      <button type="button" class="icon" aria-label={t('dismiss')} onClick={() => onDismiss(toast.id)}>×</button>
    </div>
  );
}
