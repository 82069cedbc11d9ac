import type { Language } from '#core/protocol.ts';
import { useEffect, useRef, useState } from 'preact/hooks';
import { inkOn, languageOfTag } from './bridge.ts';
import type { Connection } from './connection.ts';
import { linkToHost } from './host-link.ts';
import type { HostLink } from './host-link.ts';
import { useView } from './hooks.ts';
import { WORDINGS } from './i18n.ts';
import { Panel } from './panel.tsx';
import { choiceFor, rememberChoice } from './language-choice.ts';
import type { KeyValueStore, MemoryStore } from './storage.ts';
import { readUpTo, rememberRead } from './read-mark.ts';
import { countUnread } from './transcript.ts';
import { LanguageContext } from './wording.ts';

/** A tab that has been hidden this long lets go of its stream; it resumes when it is looked at again. */
const REST_AFTER_MS = 60_000;

function paint(color: string | undefined): void {
  if (!color) return;
  const { style } = document.documentElement;
  const ink = inkOn(color);
  style.setProperty('--accent', color);
  style.setProperty('--on-accent', ink);
  // A colour that carries white ink is dark enough to be ink itself on light ground.
  style.setProperty('--accent-text', ink === '#ffffff' ? color : 'var(--ink)');
  style.setProperty('--tint', `color-mix(in srgb, ${color}, white 88%)`);
}

/** The panel with its surroundings: the page that embeds it, its language, and what has been read. */
export function App({ connection, store, memory, session }: { connection: Connection; store: KeyValueStore; memory: MemoryStore; session: KeyValueStore }) {
  const view = useView(connection);
  const host = useRef<HostLink | undefined>(undefined);
  const pageLanguage = useRef<Language>('zh');
  const [language, setLanguage] = useState<Language>();
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState<string>();
  const lastSeq = view.transcript.messages.at(-1)?.seq ?? 0;
  const firstId = view.transcript.messages[0]?.id ?? '';
  const [lookedAt, setLookedAt] = useState(document.visibilityState === 'visible');

  useEffect(() => {
    const begin = (page: Language, identity?: string): void => {
      pageLanguage.current = page;
      const shown = choiceFor(session, page);
      setLanguage(shown);
      connection.enter(shown, identity);
      if (shown !== page) host.current?.tell({ baton: 'language', language: shown });
    };
    host.current = linkToHost({
      init(page, shown, identity, color, kept) {
        if (kept !== undefined) memory.load(kept);
        memory.onChange = (values) => host.current?.tell({ baton: 'keep', kept: values });
        paint(color);
        setOpen(shown);
        begin(page, identity);
      },
      visible: setOpen,
      draft: setDraft,
      language(next) {
        pageLanguage.current = next;
        rememberChoice(session, next, next);
        setLanguage(next);
      },
      identify: (identity) => connection.enter(pageLanguage.current, identity, identity === undefined),
    });
    if (!host.current) {
      setOpen(true);
      begin(languageOfTag(new URLSearchParams(location.search).get('lang') ?? navigator.language));
    }
  }, []);

  useEffect(() => {
    let resting: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      const visible = document.visibilityState === 'visible';
      setLookedAt(visible);
      clearTimeout(resting);
      if (visible) connection.wake();
      else resting = setTimeout(connection.rest, REST_AFTER_MS);
    };
    const escape = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.isComposing) host.current?.tell({ baton: 'close' });
    };
    document.addEventListener('visibilitychange', look);
    addEventListener('online', connection.wake);
    addEventListener('keydown', escape);
    return () => {
      clearTimeout(resting);
      document.removeEventListener('visibilitychange', look);
      removeEventListener('online', connection.wake);
      removeEventListener('keydown', escape);
    };
  }, []);

  useEffect(() => {
    if (!view.complete) return;
    if (open && lookedAt && lastSeq > 0) rememberRead(store, firstId, lastSeq);
    const count = open && lookedAt ? 0 : countUnread(view.transcript.messages, readUpTo(store, firstId));
    host.current?.tell({ baton: 'unread', count });
    host.current?.tell({ baton: 'active', active: lastSeq > 0 || view.outbox.length > 0 });
  }, [view.complete, lastSeq, view.outbox.length, open, lookedAt, firstId]);

  useEffect(() => {
    if (!language) return;
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.title = WORDINGS[language].documentTitle;
  }, [language]);

  if (!language) return null;
  const choose = (next: Language): void => {
    rememberChoice(session, pageLanguage.current, next);
    setLanguage(next);
    host.current?.tell({ baton: 'language', language: next });
  };
  const close = host.current ? () => host.current?.tell({ baton: 'close' }) : undefined;
  return (
    <LanguageContext.Provider value={language}>
      <Panel connection={connection} view={view} open={open} lookedAt={lookedAt} draft={draft} onDraftTaken={() => setDraft(undefined)} onLanguage={choose} onClose={close} />
    </LanguageContext.Provider>
  );
}
