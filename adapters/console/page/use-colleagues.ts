import { useEffect, useState } from 'preact/hooks';
import type { ColleaguesView } from '#core/protocol.ts';
import { api } from './api.ts';

/** Colleagues and teams, read when they are needed; a number that changes reads them again. `problem` is what went wrong. */
export function useColleagues(round = 0): { readonly view: ColleaguesView | undefined; readonly problem: unknown } {
  const [view, setView] = useState<ColleaguesView>();
  const [problem, setProblem] = useState<unknown>();
  useEffect(() => {
    api.colleagues().then(setView, setProblem);
  }, [round]);
  return { view, problem };
}
