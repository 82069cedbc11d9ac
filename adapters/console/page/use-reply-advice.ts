import { useEffect, useState } from 'preact/hooks';
import type { LanguageFinding } from '#core/protocol.ts';
import { api } from './api.ts';

/** Advice comes when the writer pauses so long, ms. */
const PAUSE = 500;

type Advice = { readonly text: string; readonly findings: readonly LanguageFinding[] };

/** Advice on a reply while it is written, with the text that it is about; none while it cannot be had. */
export function useReplyAdvice(conversationId: string, text: string, isOn: boolean): Advice {
  const [advice, setAdvice] = useState<Advice>({ text: '', findings: [] });
  useEffect(() => {
    if (!isOn || text.trim() === '') return setAdvice({ text, findings: [] });
    let isOver = false;
    const take = (findings: readonly LanguageFinding[]) => {
      if (!isOver) setAdvice({ text, findings });
    };
    const timer = setTimeout(() => {
      api.checkReply(conversationId, text).then(
        ({ findings }) => take(findings),
        // Only advice: nobody needs to hear that there is none.
        () => take([]),
      );
    }, PAUSE);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [conversationId, text, isOn]);
  return advice;
}
