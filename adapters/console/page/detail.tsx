import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ConversationSummary, StaffView } from '#core/protocol.ts';
import { ActionBar } from './action-bar.tsx';
import { api } from './api.ts';
import { Assist } from './assist.tsx';
import { Brief } from './brief.tsx';
import { CaseStrip } from './case-strip.tsx';
import { CallbackStrip } from './callback-strip.tsx';
import { DeskLine } from './desk-line.tsx';
import { DeskSteps } from './desk-steps.tsx';
import { DetailHead } from './detail-head.tsx';
import { draftOf, keepDraft, withText } from './drafts.ts';
import { ApiError, sayError } from './errors.ts';
import type { TextKey } from './i18n.ts';
import { customerLabel, sectionOf } from './sort.ts';
import { Transcript } from './transcript.tsx';
import { type Amend, mayAmend } from './message-life.tsx';
import { newId } from './new-id.ts';
import { useAttached } from './use-attached.ts';
import { useBriefOpen } from './use-brief-open.ts';
import { useConversation } from './use-conversation.ts';
import { useWords } from './use-words.tsx';

/** What shortcuts can do with the conversation that is open. */
export type DetailHandle = Readonly<Record<'claim' | 'reply' | 'note' | 'brief', () => void>>;

/** One conversation: who it is, the brief, the transcript, and what can be done now. */
export function Detail(props: {
  id: string;
  me: StaffView;
  known: ConversationSummary | undefined;
  handle: RefObject<DetailHandle | undefined>;
  onBack: () => void;
  onSignedOut: (because?: 'ended') => void;
}) {
  const { id, me, onSignedOut } = props;
  const { language, t } = useWords();
  const live = useConversation(id, onSignedOut);
  const [draft, setDraft] = useState(() => draftOf(id));
  const [mode, setMode] = useState<'reply' | 'note'>('reply');
  const [isBusy, setIsBusy] = useState(false);
  const [notice, setNotice] = useState<{ text: string; isProblem: boolean }>();
  const box = useRef<HTMLTextAreaElement>(null);
  const attached = useAttached(id);
  const wantsReply = useRef(false);
  const summary = live.detail?.summary ?? props.known;
  const section = summary && sectionOf(summary, me.id);
  const mayReply = section === 'mine' || (summary?.joined?.some((person) => person.id === me.id) ?? false);
  const brief = useBriefOpen(section, summary?.dueAt === undefined);

  useEffect(() => keepDraft(id, draft), [id, draft]);
  useEffect(() => {
    // Whoever has just claimed, or opened the note box, wants to write.
    if (mode === 'note' || wantsReply.current) box.current?.focus();
    if (section === 'mine') wantsReply.current = false;
  }, [mode, section]);

  const step = async (work: () => Promise<void>) => {
    if (isBusy) return;
    setIsBusy(true);
    setNotice(undefined);
    try {
      await work();
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) onSignedOut('ended');
      wantsReply.current = false;
      setNotice({ text: sayError(error, language), isProblem: true });
    } finally {
      setIsBusy(false);
    }
  };
  const claim = () => {
    wantsReply.current = true;
    void step(() => api.claim(id));
  };
  const openNote = () => setMode('note');
  const send = () => {
    const text = draft[mode].trim();
    const files = attached.take();
    if (text === '' && files.length === 0) return;
    live.send(mode, text, files);
    setDraft({ ...draft, [mode]: '' });
    setNotice(undefined);
    if (mode === 'note') setMode('reply');
  };
  const suggest = (text: string, said: TextKey = section === 'mine' ? 'suggestionUsed' : 'suggestionKept') => {
    setDraft({ ...draft, reply: withText(draft.reply, text) });
    setMode('reply');
    setNotice({ text: t(said), isProblem: false });
    brief.makeRoom();
    requestAnimationFrame(() => box.current?.focus());
  };

  props.handle.current = {
    claim: () => section === 'waiting' && claim(),
    reply: () => {
      setMode('reply');
      requestAnimationFrame(() => box.current?.focus());
    },
    note: openNote,
    brief: brief.toggle,
  };
  useEffect(() => () => void (props.handle.current = undefined), []);

  if (live.isGone) return <div class="nothing"><p role="alert">{t('gone')}</p></div>;
  if (!summary || !section) return <div class="nothing"><p role="status">{t('opening')}</p></div>;
  const label = customerLabel(summary.customerName, summary.id, language);
  const amend: Amend = {
    may: (message) => mayAmend(message, me, summary),
    edit: (messageId, text) => api.edit(id, messageId, text, newId()),
    takeBack: (messageId) => api.retract(id, messageId, newId()),
  };
  const view = live.detail?.brief;
  return (
    <article class={`detail ${view && brief.isOpen ? 'has-brief' : ''}`} aria-label={label}>
      <DetailHead
        summary={summary}
        section={section}
        label={label}
        isBusy={isBusy}
        onBack={props.onBack}
        onAwaitCustomer={() => void step(() => api.awaitCustomer(id))}
      >
        <DeskSteps me={me} summary={summary} section={section} isBusy={isBusy} onStep={(work) => void step(work)} />
      </DetailHead>
      <div class="detail-lines">
        {summary.callback && <CallbackStrip summary={summary} callback={summary.callback} me={me} isBusy={isBusy} onStep={(work) => void step(work)} />}
        <DeskLine summary={summary} me={me.id} isBusy={isBusy} onStep={(work) => void step(work)} />
        <CaseStrip id={id} me={me} messages={live.detail?.messages} />
      </div>
      {view && <Brief brief={view} label={label} isOpen={brief.isOpen} onToggle={brief.toggle} canUse={section === 'mine' || section === 'waiting'} onUse={suggest} />}
      <Transcript id={id} live={live} label={label} amend={amend} onEdit={(item) => {
        live.discard(item);
        setMode(item.kind);
        setDraft({ ...draft, [item.kind]: withText(draft[item.kind], item.text) });
      }} />
      <ActionBar
        id={id}
        summary={summary}
        section={section}
        mayReply={mayReply}
        closing={live.detail?.closing}
        rating={live.detail?.rating}
        mode={mode}
        draft={draft}
        box={box}
        attached={attached}
        isBusy={isBusy}
        notice={notice}
        onMode={setMode}
        onDraft={setDraft}
        onSend={send}
        onClaim={claim}
        onFocus={brief.makeRoom}
      >
        {mayReply && live.detail && <Assist id={id} messages={live.detail.messages} onUse={(text) => suggest(text, 'assistUsed')} />}
      </ActionBar>
    </article>
  );
}
