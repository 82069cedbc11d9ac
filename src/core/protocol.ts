/**
 * What browsers and the server say to each other. Types, names and constants only: browser code imports nothing else of Baton.
 */
export type { AssistAdvice, AssistDraft, AssistView, AssistWritten, SimilarCase } from './assist/view.ts';
export type * from './care/view.ts';
export type * from './cases/view.ts';
export type { Language } from './language.ts';
export type { Citation, FileRef, QuickReply } from './message.ts';
export { MAX_MESSAGE_LENGTH } from './message.ts';
export type * from './performance/view.ts';
export type * from './protocol/advice.ts';
export * from './protocol/brief.ts';
export type * from './protocol/content.ts';
export type * from './protocol/customer.ts';
export * from './protocol/desk.ts';
export * from './protocol/help.ts';
export * from './protocol/names.ts';
export type * from './protocol/notice.ts';
export type * from './protocol/presence.ts';
export type * from './protocol/waiting.ts';
