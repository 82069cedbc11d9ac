import { useEffect, useState } from 'preact/hooks';
import type { HandoverReport } from '#core/protocol.ts';
import { api } from './api.ts';
import { sayFigure } from './figure-words.ts';
import { useWords } from './use-words.tsx';

/** The rate is of 30 days: a page that stays open asks for it this often, ms. */
const AGAIN = 15 * 60_000;

/** For leads: how often customers had to say again what the brief had. Nothing where it cannot be had. */
export function HandoverFigure() {
  const { language } = useWords();
  const [report, setReport] = useState<HandoverReport>();
  useEffect(() => {
    const read = (): void => void api.handoverReport().then(setReport, () => undefined);
    read();
    const timer = setInterval(read, AGAIN);
    return () => clearInterval(timer);
  }, []);
  const words = report && sayFigure(report, language);
  return words ? <span class="figure only-wide" title={words.title}>{words.text}</span> : null;
}
