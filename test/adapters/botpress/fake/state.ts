/** A conversation as Botpress keeps it. */
export type FakeConversation = { readonly id: string; readonly integration: string; readonly channel: string; tags: Record<string, string>; readonly createdAt: string; updatedAt: string };
/** A message as Botpress keeps it. */
export type FakeMessage = {
  readonly id: string;
  readonly conversationId: string;
  readonly userId: string;
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly direction: 'incoming' | 'outgoing';
  tags: Record<string, string>;
  readonly createdAt: string;
  readonly updatedAt: string;
};
/** A user as Botpress keeps it. */
export type FakeUser = { readonly id: string; name?: string; tags: Record<string, string>; readonly createdAt: string; readonly updatedAt: string };
/** An event that an integration has raised. */
export type FakeEvent = { readonly id: string; readonly type: string; readonly payload: Readonly<Record<string, unknown>>; readonly createdAt: string; readonly status: 'pending' | 'failed'; readonly failureReason: string | null };

/** Everything in a workspace. */
export type FakeState = {
  readonly conversations: Map<string, FakeConversation>;
  readonly messages: FakeMessage[];
  readonly users: Map<string, FakeUser>;
  readonly events: FakeEvent[];
  /** Called for each new message. */
  readonly listeners: Set<(message: FakeMessage) => void>;
  newId(kind: string): string;
  stamp(): { readonly createdAt: string; readonly updatedAt: string };
  add(message: Omit<FakeMessage, 'id' | 'createdAt' | 'updatedAt'>, id?: string): FakeMessage;
};

/** An empty workspace. */
export function createState(): FakeState {
  let count = 0;
  const state: FakeState = {
    conversations: new Map(),
    messages: [],
    users: new Map(),
    events: [],
    listeners: new Set(),
    newId: (kind) => `${kind}_01${String((count += 1)).padStart(6, '0')}`,
    stamp() {
      const at = new Date(Date.UTC(2026, 10, 23) + (count += 1)).toISOString();
      return { createdAt: at, updatedAt: at };
    },
    add(message, id = state.newId('msg')) {
      const added: FakeMessage = { id, ...message, ...state.stamp() };
      state.messages.push(added);
      for (const listener of state.listeners) listener(added);
      return added;
    },
  };
  return state;
}
