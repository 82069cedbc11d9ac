import type { InboundEdit, InboundMessage, Message } from '../message.ts';
import type { MessageAccepted } from '../protocol.ts';

/** Where a channel puts what comes in. */
export type ChannelSink = {
  /**
   * Stores a customer's message. Resolves when it is on disk, and only then may the channel acknowledge it. Throws
   * `invalid_input`, `too_large`, `conflict`, `unavailable`.
   */
  accept(inbound: InboundMessage): Promise<MessageAccepted>;
  /** The customer has changed or removed a message. Resolves when that is on disk; what was never accepted is ignored. Throws `invalid_input`, `too_large`, `unavailable`. */
  edit(edit: InboundEdit): Promise<void>;
};

/** What a channel can do; differences are said here and nowhere else. */
export type ChannelCapabilities = {
  /** The channel itself tells every customer that an AI answers, before the first message. */
  readonly saysItIsAi: boolean;
  /** `push`: `send` brings it to the customer. `pull`: the customer's page fetches what is visible in the store, and `send` is never called. */
  readonly delivery: 'push' | 'pull';
  /** Quick replies can be pressed; otherwise they are written out as a numbered list. */
  readonly quickReplies: boolean;
  /** Citations can be links; otherwise they are written out. */
  readonly links: boolean;
  /** `edit` changes or removes what the customer sees. Otherwise a changed message is sent again as a correction, and a removed one is let be. */
  readonly edits: boolean;
  /** Files reach the customer; otherwise they are named in words. */
  readonly files: boolean;
  /** Whoever waits sees what was passed on to people and can set it right there; otherwise they are asked in a message whether it is right. */
  readonly showsPassedOn: boolean;
};

/** A way in which customers reach Baton. */
export type ChannelAdapter = {
  /** Lower-case name; part of every conversation's identity. */
  readonly name: string;
  readonly capabilities: ChannelCapabilities;
  /** Begins to take messages in. */
  start(sink: ChannelSink): Promise<void>;
  /**
   * Brings a message to the customer. Called at least once and in order per address; the same message id may come
   * again after a crash. Throws `unavailable` (with `retryAfterMs` if known) to be tried again – also for an address
   * that only another process reaches – and anything else when it can never be sent.
   */
  send(address: string, message: Message): Promise<void>;
  /** Brings a message that was sent before and is changed or removed now (`editedAt`, `removedAt`), as `send` does; there where `edits` says so. */
  edit?(address: string, message: Message): Promise<void>;
  /** Takes nothing more in and leaves nothing open. */
  stop(): Promise<void>;
};
