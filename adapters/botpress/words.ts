import type { Language } from '#core/language.ts';

/** What a thing that came without words is called. */
export function kindWords(kind: string, language: Language): string {
  const [zh, en] = KINDS[kind] ?? ['其他内容', 'something else'];
  return `[${language === 'zh' ? zh : en}]`;
}

const KINDS: Readonly<Record<string, readonly [string, string]>> = {
  image: ['图片', 'image'],
  audio: ['语音', 'voice message'],
  video: ['视频', 'video'],
  file: ['文件', 'file'],
  location: ['位置', 'location'],
};

/** What stands on the button that opens a source. */
export function openWords(language: Language): string {
  return language === 'zh' ? '查看原文' : 'Read more';
}

/** Asks to choose, above choices that cannot stand under the answer itself. */
export function chooseWords(language: Language): string {
  return language === 'zh' ? '您可以选：' : 'You can choose:';
}
