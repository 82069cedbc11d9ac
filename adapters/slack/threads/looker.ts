import type { Clock } from '#core/ports/clock.ts';
import type { DeskThread } from '#core/ports/desk-threads.ts';
import { openThreads, type OpeningParts } from './open-thread.ts';

const RETRY_MS = 1_000;

/** What conversations are looked at with. */
export type LookerParts = OpeningParts & {
  readonly clock: Clock;
  readonly onThreads: (threads: readonly DeskThread[]) => void;
  readonly onError: (error: unknown) => void;
};

/** Finds out which threads belong to conversations in which something has happened, one after the other, each once however much happens. */
export type ConversationLooker = {
  look(conversationId: string): void;
  /** What is under way. */
  working(): readonly Promise<void>[];
  /** Resolves when nothing is under way. */
  stop(): Promise<void>;
};

/** Looks with these parts. What fails is looked at again a second later. */
export function createConversationLooker(parts: LookerParts): ConversationLooker {
  const { clock, onThreads, onError } = parts;
  const wanted = new Set<string>();
  let running: Promise<void> | undefined;
  let isStopped = false;
  /** After a failure it rests for a moment. */
  let cancelRest: (() => void) | undefined;

  const run = async (): Promise<void> => {
    for (const conversationId of wanted) {
      if (isStopped) return;
      wanted.delete(conversationId);
      try {
        onThreads(await openThreads(conversationId, parts));
      } catch (error) {
        onError(error);
        wanted.add(conversationId);
        cancelRest = clock.after(RETRY_MS, () => {
          cancelRest = undefined;
          start();
        });
        return;
      }
    }
  };
  const start = (): void => {
    if (isStopped || cancelRest || running || wanted.size === 0) return;
    running = run().finally(() => {
      running = undefined;
      start();
    });
  };
  return {
    look(conversationId) {
      wanted.add(conversationId);
      start();
    },
    working: () => (running ? [running] : []),
    async stop() {
      isStopped = true;
      cancelRest?.();
      await running;
    },
  };
}
