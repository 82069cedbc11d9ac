import { useEffect, useRef, useState } from 'preact/hooks';
import type { AssistDraft, AssistView, Language, StaffMessage } from '#core/protocol.ts';
import { api } from './api.ts';
import { aimOf, currentView } from './assist-model.ts';

/** A customer who writes several lines in a row is read once, ms. */
const SETTLES_AFTER = 250;
/** A message that nobody has understood by then is searched by its words, ms. */
const UNREAD_AFTER = 1_500;

/** Help for the conversation that is open. */
export type Assist = {
  /** About the customer's latest message; absent while that is looked up. */
  readonly view: AssistView | undefined;
  /** The model's draft, when it has come. */
  readonly written: AssistDraft | undefined;
  readonly hasFailed: boolean;
  readonly again: () => void;
};

/** Asks for help each time the customer has written, while the page is in sight; a model's draft only where `wantsWords`. */
export function useAssist(id: string, messages: readonly StaffMessage[], language: Language, wantsWords: boolean): Assist {
  const [view, setView] = useState<AssistView>();
  const [written, setWritten] = useState<{ readonly seq: number; readonly draft: AssistDraft | undefined }>();
  const [hasFailed, setHasFailed] = useState(false);
  const [tries, setTries] = useState(0);
  const isVisible = usePageVisible();
  const aim = aimOf(messages);
  const latest = useRef<number>(0);

  useEffect(() => {
    if (aim === undefined || !isVisible) return undefined;
    const turn = ++latest.current;
    const wait = setTimeout(() => {
      setHasFailed(false);
      api.assist(id, language).then(
        (arrived) => turn === latest.current && setView(arrived),
        () => turn === latest.current && setHasFailed(true),
      );
    }, aim.isRead ? SETTLES_AFTER : UNREAD_AFTER);
    return () => clearTimeout(wait);
  }, [id, language, aim?.seq, aim?.isRead, isVisible, tries]);

  const current = currentView(view, aim);
  const asked = current?.canWrite ? current.question?.seq : undefined;
  const has = written !== undefined && written.seq === asked;
  useEffect(() => {
    if (asked === undefined || has || !wantsWords || !isVisible) return undefined;
    let isLeft = false;
    // The articles' own words are there already: a model that fails costs nothing.
    api.assistDraft(id, asked).then(({ draft }) => isLeft || setWritten({ seq: asked, draft }), () => undefined);
    return () => void (isLeft = true);
  }, [id, asked, has, wantsWords, isVisible]);

  return { view: current, written: has ? written.draft : undefined, hasFailed, again: () => setTries(tries + 1) };
}

function usePageVisible(): boolean {
  const [isVisible, setIsVisible] = useState(!document.hidden);
  useEffect(() => {
    const look = () => setIsVisible(!document.hidden);
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return isVisible;
}
