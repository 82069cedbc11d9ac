import type { Language } from '../language.ts';

/** How long waiting is likely to take, in minutes that can be named; longer than two hours has no end. */
export type ExpectedWait = {
  readonly fromMinutes: number;
  readonly toMinutes?: number;
  /** It may go past the end of the team's working day. */
  readonly isPastClosing?: true;
};

/** How a customer wants to be reached. */
export type ContactWay = 'phone' | 'email' | 'chat';

/** A promise to reach the customer, as the customer and the lists of staff see it. Times are Unix ms. */
export type CallbackView = {
  readonly way: ContactWay;
  /** The end of the number or the beginning of the address, to know it again; empty in the chat. */
  readonly contactEnd: string;
  /** Not before `from` and by `until`; without `isTimed` only by `until`. */
  readonly from: number;
  readonly until: number;
  readonly isTimed: boolean;
};

/** The same with what only staff see. */
export type StaffCallbackView = CallbackView & {
  readonly askedAt: number;
  /** How often was tried in vain, of how many times. */
  readonly tries: number;
  readonly mostTries: number;
  readonly lateAt?: number;
};

/** Body of `POST /api/web/callback`. `wishedAt` is Unix ms; without it as soon as possible. */
export type AskForCallback = { readonly way: ContactWay; readonly contact: string; readonly wishedAt?: number; readonly consent: true; readonly language: Language };

/** Answer to `POST …/callback-contact`: the number or address; that it was looked at is noted. */
export type CallbackContact = { readonly way: ContactWay; readonly contact: string };
