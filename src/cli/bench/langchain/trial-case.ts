import type { Language } from '#core/language.ts';
import type { HistoryLine } from '#core/model-answer/prompt.ts';
import type { Behaviour, ChatRequest } from '../../../../test/adapters/openai/fake-chat.ts';
import type { Answering } from './stub-model.ts';

/** A conversation that is played both ways. */
export type TrialTalk = {
  readonly language: Language;
  /** What was said before, oldest first. */
  readonly before?: readonly Pick<HistoryLine, 'author' | 'text'>[];
  /** What the customer asks, in this order. */
  readonly questions: readonly string[];
  /** What the model writes; a true answer of two sentences when left out. */
  readonly answering?: Answering;
  /** What the server does with the `n`th request of a question instead of letting the model write; `undefined`: lets it. */
  readonly serving?: (n: number, request: ChatRequest) => Behaviour | undefined;
  /** The model never has enough of a tool. */
  readonly searchesWithoutEnd?: true;
  /** No answer of the model comes to its end. */
  readonly isBroken?: true;
  /** Stands at the end of the first passage that is found. */
  readonly order?: string;
  /** What no customer may see. */
  readonly canaries?: readonly string[];
  /** Figures, numbers and links that no article has. */
  readonly invented?: readonly string[];
  /** What may not be sent to the model. */
  readonly personal?: readonly string[];
  /** What must be sent to the model, or it cannot answer. */
  readonly needed?: readonly string[];
};

/** Conversations that are judged together. */
export type TrialCase = { readonly id: string; readonly name: string; readonly talks: readonly TrialTalk[] };
