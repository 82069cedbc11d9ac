import { useEffect, useRef, useState } from 'preact/hooks';
import type { CaseCommand, CaseFacts, CaseView } from '#core/protocol.ts';
import { caseApi } from './case-api.ts';
import { ApiError } from './errors.ts';

/** The case of a conversation, and what can be done with it. */
export type LiveCase = {
  /** Absent until it is known, and where there are no cases. */
  readonly view: CaseView | undefined;
  readonly isBusy: boolean;
  readonly problem: unknown;
  /** A colleague was faster: what is shown has just changed. */
  readonly hasChanged: boolean;
  readonly open: (facts: CaseFacts) => Promise<boolean>;
  /** Resolves to whether it was taken. */
  readonly step: (command: CaseCommand) => Promise<boolean>;
};

/** Follows the case of a conversation; `pulse` changes whenever something has happened there. */
export function useCase(conversationId: string, pulse: unknown): LiveCase {
  const [view, setView] = useState<CaseView>();
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const [hasChanged, setHasChanged] = useState(false);
  const isGone = useRef(false);
  const take = (arrived: CaseView): void => {
    if (isGone.current) return;
    setView((known) => (known?.record && arrived.record?.id === known.record.id && arrived.record.version < known.record.version ? known : arrived));
  };
  const read = () => caseApi.of(conversationId).then((arrived) => (arrived ? take(arrived) : undefined), () => undefined);
  useEffect(() => void read(), [conversationId, pulse]);
  useEffect(() => () => void (isGone.current = true), []);

  const run = async (work: () => Promise<CaseView>): Promise<boolean> => {
    setIsBusy(true);
    setProblem(undefined);
    setHasChanged(false);
    try {
      take(await work());
      return true;
    } catch (error) {
      const isSlower = error instanceof ApiError && error.status === 409;
      if (isSlower) await read();
      setHasChanged(isSlower);
      setProblem(isSlower ? undefined : error);
      return false;
    } finally {
      setIsBusy(false);
    }
  };
  return {
    view,
    isBusy,
    problem,
    hasChanged,
    open: (facts) => run(() => caseApi.open(conversationId, facts)),
    step: (command) => {
      const { record } = view ?? {};
      return record ? run(() => caseApi.command(record.id, record.version, command)) : Promise.resolve(false);
    },
  };
}
