import { hash } from 'node:crypto';
import type { ConversationDetail, DetailUpdate, StaffMessage } from '#core/protocol.ts';

const PARTS = ['summary', 'brief', 'rating', 'closing'] as const;

/** What one reader has been told of a conversation. */
export type DetailChanges = {
  /** What is new or different in this picture compared with the last one; `undefined` where nothing is. */
  next(detail: ConversationDetail): DetailUpdate | undefined;
};

/** Compares pictures of one conversation. Only marks of what was told are kept, not the words. */
export function createDetailChanges(): DetailChanges {
  const told = new Map<string, string>();
  const isNew = (key: string, value: unknown): boolean => {
    const mark = value === undefined ? '' : hash('sha1', JSON.stringify(value), 'base64');
    if ((told.get(key) ?? '') === mark) return false;
    told.set(key, mark);
    return true;
  };
  return {
    next(detail) {
      const parts = PARTS.filter((name) => isNew(name, detail[name])).map((name) => [name, detail[name] ?? null] as const);
      const messages: readonly StaffMessage[] = detail.messages.filter((message) => isNew(`message:${message.id}`, message));
      return parts.length === 0 && messages.length === 0 ? undefined : { ...(Object.fromEntries(parts) as DetailUpdate), ...(messages.length > 0 ? { messages } : {}) };
    },
  };
}
