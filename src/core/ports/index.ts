export type { AccessStore, CustomerSession, Staff } from './access-store.ts';
export type { ChannelAdapter, ChannelCapabilities, ChannelSink } from './channel-adapter.ts';
export type { Classifier } from './classifier.ts';
export type { Clock } from './clock.ts';
export type { CustomerDirectory, CustomerRecord } from './customer-directory.ts';
export type { Agent, Desk, DeskSink } from './desk.ts';
export type { Embedder } from './embedder.ts';
export type { ComposedAnswer, KnowledgeBase, KnowledgeQuery } from './knowledge-base.ts';
export type { Accepted, DeskNews, OutboxItem, OutboxOutcome, Store, TurnLease, UnderstoodMessage } from './store.ts';
