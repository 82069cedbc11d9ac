import type { Language } from '#core/protocol.ts';

/** What is said about files. */
export const FILE_WORDS = {
  zh: {
    tray: '要发送的文件',
    picture: (name: string) => `图片：${name}`,
    open: (name: string) => `打开图片：${name}`,
    save: (name: string, size: string) => `下载 ${name}（${size}）`,
    remove: (name: string) => `移除 ${name}`,
    retry: '重试',
    sending: (name: string, percent: number) => `${name} 已上传 ${percent}%`,
    waiting: '等待网络，恢复后自动上传',
    ready: '已上传',
    tooLarge: '太大了，最多 10 MB',
    empty: '这个文件是空的',
    refused: '没有上传成功',
    tooMany: '一次最多发 5 个文件。',
    gone: '文件打不开，请稍后再试。',
  },
  en: {
    tray: 'Files to send',
    picture: (name: string) => `Picture: ${name}`,
    open: (name: string) => `Open picture: ${name}`,
    save: (name: string, size: string) => `Download ${name} (${size})`,
    remove: (name: string) => `Remove ${name}`,
    retry: 'Try again',
    sending: (name: string, percent: number) => `${name}: ${percent}% uploaded`,
    waiting: 'Waiting for the network, goes on by itself',
    ready: 'Uploaded',
    tooLarge: 'Too large: at most 10 MB',
    empty: 'This file is empty',
    refused: "This couldn't be uploaded",
    tooMany: 'At most 5 files at a time.',
    gone: "The file can't be opened. Please try again later.",
  },
} as const satisfies Record<Language, Record<string, string | ((...given: never[]) => string)>>;

/** The words of one language. */
export type FileWords = (typeof FILE_WORDS)[Language];

/** A size for people, such as `1.4 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
