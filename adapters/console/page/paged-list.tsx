import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { sayError } from './errors.ts';
import { useWords } from './use-words.tsx';

/** A page of a list, and where the next one begins. */
export type Page<Line> = { readonly lines: readonly Line[]; readonly next?: string | undefined };

/** A list that is read a page at a time: says that it looks, what went wrong, or `none`; `show` draws a line as an `<li>`. */
export function PagedList<Line>({ read, none, show }: { readonly read: (cursor?: string) => Promise<Page<Line>>; readonly none: string; readonly show: (line: Line) => ComponentChildren }) {
  const { language, t } = useWords();
  const [lines, setLines] = useState<readonly Line[]>();
  const [next, setNext] = useState<string>();
  const [problem, setProblem] = useState<unknown>();
  const readOn = async (cursor?: string): Promise<void> => {
    try {
      const page = await read(cursor);
      setLines((known) => [...(known ?? []), ...page.lines]);
      setNext(page.next);
    } catch (error) {
      setProblem(error);
    }
  };
  useEffect(() => void readOn(), []);
  if (problem !== undefined) return <p class="problem" role="alert">{sayError(problem, language)}</p>;
  if (lines === undefined) return <p role="status">{t('casesLooking')}</p>;
  if (lines.length === 0) return <p>{none}</p>;
  return (
    <>
      <ul class="case-list">{lines.map(show)}</ul>
      {next !== undefined && <button type="button" class="button small" onClick={() => void readOn(next)}>{t('casesMore')}</button>}
    </>
  );
}
