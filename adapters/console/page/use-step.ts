import { useState } from 'preact/hooks';

/** One step at a time: whether it is under way, and what came between. */
export type Stepper = {
  readonly isBusy: boolean;
  /** What the last step threw; absent while one is under way and after one that worked. */
  readonly problem: unknown;
  /** Takes a step; never rejects. */
  readonly run: (step: () => Promise<void>) => Promise<void>;
};

/** Runs what buttons ask for. */
export function useStep(): Stepper {
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  return {
    isBusy,
    problem,
    async run(step) {
      setIsBusy(true);
      setProblem(undefined);
      try {
        await step();
      } catch (error) {
        setProblem(error);
      } finally {
        setIsBusy(false);
      }
    },
  };
}
