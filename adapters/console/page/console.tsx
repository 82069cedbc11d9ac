import { useEffect, useReducer, useRef, useState } from 'preact/hooks';
import type { ConsoleEvents, OwnPresence, StaffView } from '#core/protocol.ts';
import { api, LIST_STREAM } from './api.ts';
import { ConversationList } from './conversation-list.tsx';
import { Detail, type DetailHandle } from './detail.tsx';
import { ApiError } from './errors.ts';
import { CasesDialog } from './cases-dialog.tsx';
import { CareDialog } from './care-dialog.tsx';
import { DocumentsDialog } from './documents-dialog.tsx';
import { FollowUpsDialog } from './follow-ups-dialog.tsx';
import { GapsDialog } from './gaps-dialog.tsx';
import { HelpDialog } from './help-dialog.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { attentionCount, changeList, EMPTY_LIST } from './list-state.ts';
import { NameStrip, UNNAMED } from './name-strip.tsx';
import { PeopleDialog } from './people-dialog.tsx';
import { remember, remembered } from './preferences.ts';
import { Toasts } from './toasts.tsx';
import { TopBar } from './top-bar.tsx';
import { TroubleLine } from './trouble-line.tsx';
import { useSelected } from './use-selected.ts';
import { focusRow, useShortcuts } from './use-shortcuts.ts';
import { useStream } from './use-stream.ts';
import { useWords } from './use-words.tsx';

/** The console of somebody who is signed in: the list, the conversation that is open, and what concerns both. */
export function Console(props: { me: StaffView; onSignedOut: (because?: 'ended') => void; onNamed: (name: string) => void; onLanguage: () => void }) {
  const { me, onSignedOut } = props;
  const { language, t } = useWords();
  const [list, change] = useReducer(changeList, EMPTY_LIST);
  const [dialog, setDialog] = useState<'cases' | 'people' | 'invite' | 'help' | 'gaps' | 'documents' | 'follow-ups' | 'care'>();
  const [tasksPulse, setTasksPulse] = useState(0);
  const [presence, setPresence] = useState<OwnPresence>();
  const [hasShortcuts, setHasShortcuts] = useState(remembered('shortcuts') !== 'off');
  const [asksName, setAsksName] = useState(me.name === UNNAMED && remembered('name') !== me.id);
  const { selected, open, leave } = useSelected();
  const listRef = useRef<HTMLElement>(null);
  const filterRef = useRef<HTMLInputElement>(null);
  const detailRef = useRef<DetailHandle | undefined>(undefined);

  const status = useStream<ConsoleEvents>(LIST_STREAM, {
    list: (summaries) => change({ kind: 'list', list: summaries }),
    conversation: (conversation) => change({ kind: 'conversation', conversation }),
    presence: setPresence,
    alert: (alert) => {
      if (alert.kind.startsWith('task_')) setTasksPulse((count) => count + 1);
      change({ kind: 'alert', alert, me: me.id, isLead: me.role === 'lead', openId: document.hidden ? undefined : selected });
    },
  });

  useEffect(() => {
    // A stream does not say why it broke; a session that has ended must lead to the entrance.
    if (status !== 'lost') return;
    void api.me().catch((error: unknown) => {
      if (error instanceof ApiError && error.status === 401) onSignedOut('ended');
    });
  }, [status, onSignedOut]);

  useEffect(() => {
    const count = attentionCount(list);
    document.title = `${count > 0 ? `(${count}) ` : ''}${me.company[language]} · ${t('console')}`;
  }, [list, language, me]);

  useEffect(() => {
    if (selected === undefined) return;
    const opened = () => {
      if (!document.hidden) change({ kind: 'opened', conversationId: selected });
    };
    opened();
    document.addEventListener('visibilitychange', opened);
    return () => document.removeEventListener('visibilitychange', opened);
  }, [selected]);

  const leaveDetail = () => {
    const before = selected;
    leave();
    // After the list is shown again on a narrow screen.
    requestAnimationFrame(() => before !== undefined && focusRow(listRef.current, before));
  };

  useShortcuts(hasShortcuts, listRef, {
    claim: () => detailRef.current?.claim(),
    reply: () => detailRef.current?.reply(),
    note: () => detailRef.current?.note(),
    brief: () => detailRef.current?.brief(),
    filter: () => filterRef.current?.focus(),
    back: () => selected !== undefined && leaveDetail(),
    help: () => setDialog('help'),
  });

  const signOut = async () => {
    await api.signOut().catch(() => undefined);
    onSignedOut();
  };

  return (
    <div class={`console ${selected === undefined ? 'shows-list' : 'shows-detail'}`}>
      <TopBar me={me} tasksPulse={`${tasksPulse} ${selected ?? ''} ${dialog ?? ''}`} onCases={() => setDialog('cases')} presence={presence} onPeople={() => setDialog('people')} onName={() => setAsksName(true)} onFollowUps={() => setDialog('follow-ups')} onCare={() => setDialog('care')} onGaps={() => setDialog('gaps')} onDocuments={() => setDialog('documents')} onInvite={() => setDialog('invite')} onHelp={() => setDialog('help')} onSignOut={() => void signOut()} onLanguage={props.onLanguage} />
      {status === 'lost' && <p class="lost" role="alert">{t('connectionLost')}</p>}
      {me.hasOutside && <TroubleLine />}
      {asksName && (
        <NameStrip
          current={me.name}
          onNamed={(name) => {
            setAsksName(false);
            props.onNamed(name);
          }}
          onLater={() => {
            setAsksName(false);
            remember('name', me.id);
          }}
        />
      )}
      <div class="panes">
        <ConversationList list={list} me={me.id} openId={selected} onOpen={open} listRef={listRef} filterRef={filterRef} />
        <main class="detail-pane">
          {selected === undefined ? (
            <div class="nothing">
              <p>{t('nothingOpen')}</p>
              <p class="muted">{t('nothingOpenHint')}</p>
            </div>
          ) : (
            <Detail key={selected} id={selected} me={me} known={list.byId.get(selected)} handle={detailRef} onBack={leaveDetail} onSignedOut={onSignedOut} />
          )}
        </main>
      </div>
      <Toasts list={list} onOpen={open} onDismiss={(toastId) => change({ kind: 'dismiss', toastId })} />
      {dialog === 'cases' && (
        <CasesDialog
          me={me}
          onOpen={(id) => {
            setDialog(undefined);
            open(id);
          }}
          onClose={() => setDialog(undefined)}
        />
      )}
      {dialog === 'people' && <PeopleDialog me={me} onClose={() => setDialog(undefined)} />}
      {dialog === 'invite' && <InviteDialog me={me.id} onClose={() => setDialog(undefined)} />}
      {dialog === 'documents' && <DocumentsDialog onClose={() => setDialog(undefined)} />}
      {dialog === 'follow-ups' && <FollowUpsDialog me={me} onOpen={open} onClose={() => setDialog(undefined)} />}
      {dialog === 'care' && <CareDialog onOpen={open} onClose={() => setDialog(undefined)} />}
      {dialog === 'gaps' && <GapsDialog onClose={() => setDialog(undefined)} />}
      {dialog === 'help' && (
        <HelpDialog
          isOn={hasShortcuts}
          onSwitch={(isOn) => {
            remember('shortcuts', isOn ? 'on' : 'off');
            setHasShortcuts(isOn);
          }}
          onClose={() => setDialog(undefined)}
        />
      )}
    </div>
  );
}
