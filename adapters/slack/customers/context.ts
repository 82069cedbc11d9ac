import type { Clock } from '#core/ports/clock.ts';
import type { ChannelSink } from '#core/ports/channel-adapter.ts';
import type { DeskSink } from '#core/ports/desk.ts';
import type { FileStore } from '#core/ports/file-store.ts';
import type { Store } from '#core/ports/store.ts';
import type { SlackParts } from '../inbox/hook.ts';
import type { SlackCustomerChannel } from '../slack-file.ts';

/** What the parts of the customers' channels share. */
export type CustomersContext = SlackParts & {
  readonly store: Store;
  readonly files: FileStore;
  readonly clock: Clock;
  /** The shared channel with this id, where it is one. */
  readonly shared: (room: string) => SlackCustomerChannel | undefined;
  /** Where customers' messages go. Throws `unavailable` while Baton starts or stops. */
  readonly sink: () => ChannelSink;
  /** Where replies of colleagues go. */
  readonly desk: () => DeskSink;
  readonly onError: (error: unknown) => void;
};

/** Something that happened in a thread of a shared channel, and whose conversation that is. */
export type Happening = {
  readonly shared: SlackCustomerChannel;
  readonly room: string;
  readonly root: string;
  readonly address: string;
  readonly conversationId: string;
  /** The event, or the message that it is about. */
  readonly event: Readonly<Record<string, unknown>>;
  /** Under this its effect is made once. */
  readonly key: string;
};
