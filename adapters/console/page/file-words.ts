import type { Language } from '#core/protocol.ts';

/** What is said about files, and about changing what was said. */
export const FILE_WORDS = {
  zh: {
    attach: '添加文件',
    toSend: '要发送的文件',
    picture: (name: string) => `图片：${name}`,
    open: (name: string) => `打开图片：${name}`,
    save: (name: string) => `下载 ${name}`,
    remove: (name: string) => `移除 ${name}`,
    sending: (name: string, percent: number) => `${name} 已上传 ${percent}%`,
    again: '重试',
    tooLarge: '太大了，最多 10 MB',
    empty: '这个文件是空的',
    tooMany: '一条消息最多带 5 个文件。',
    wait: '文件还没上传完，请稍等。',
    edited: '已编辑',
    removed: '已撤回',
    seen: '客户已看到',
    edit: '编辑',
    editing: '修改这条消息',
    keep: '保存',
    cancel: '不改了',
    takeBack: '撤回',
    takeBackSure: '确定撤回？客户将看不到它',
    earlier: '之前的内容',
    until: (when: string) => `${when} 之前`,
  },
  en: {
    attach: 'Add files',
    toSend: 'Files to send',
    picture: (name: string) => `Picture: ${name}`,
    open: (name: string) => `Open picture: ${name}`,
    save: (name: string) => `Download ${name}`,
    remove: (name: string) => `Remove ${name}`,
    sending: (name: string, percent: number) => `${name}: ${percent}% uploaded`,
    again: 'Try again',
    tooLarge: 'Too large: at most 10 MB',
    empty: 'This file is empty',
    tooMany: 'At most 5 files with one message.',
    wait: 'The files are still being uploaded. One moment.',
    edited: 'edited',
    removed: 'Taken back',
    seen: 'Seen by the customer',
    edit: 'Edit',
    editing: 'Change this message',
    keep: 'Save',
    cancel: 'Leave it',
    takeBack: 'Take back',
    takeBackSure: 'Take it back? The customer will no longer see it',
    earlier: 'What it said before',
    until: (when: string) => `Until ${when}`,
  },
} as const satisfies Record<Language, Record<string, string | ((...given: never[]) => string)>>;

/** A size for people, such as `1.4 MB`. */
export function saySize(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
