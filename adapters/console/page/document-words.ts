import type { DocumentView, Language, UploadView } from '#core/protocol.ts';
import { type Pair, say } from './i18n.ts';

/** Names of the states of documents. */
export const DOCUMENT_STATES: Readonly<Record<DocumentView['state'], Pair>> = {
  published: { zh: '已发布', en: 'Published' },
  draft: { zh: '草稿', en: 'Draft' },
  quarantined: { zh: '待查看', en: 'To be looked at' },
  retired: { zh: '已停用', en: 'Retired' },
};

/** Why files are not taken in. In English the server's own words say more, unless they name the command line. */
const REFUSALS: Readonly<Record<string, { readonly zh: string; readonly en?: string; readonly saysMore?: true }>> = {
  'unreadable': { zh: '没有读完，请再上传一次', en: 'was not read to the end; upload it again' },
  'unknown-kind': { zh: '这种格式读不了，请另存为 DOCX、PDF、Markdown、网页、纯文本、CSV 或 XLSX' },
  'too-large': { zh: '文件太大，请拆开，或去掉图片再保存', en: 'is too large; split it or save it without pictures' },
  'empty': { zh: '文件是空的', en: 'is empty' },
  'broken': { zh: '文件损坏，或内容和格式不符；请用原来的程序打开、另存后再上传' },
  'encrypted': { zh: '有密码保护，请去掉密码再上传' },
  'scanned': { zh: '里面只有图片、没有文字，请先做文字识别（OCR）' },
  'no-text': { zh: '清理后没有留下文字' },
  'no-columns': { zh: '表格第一行要有“问题、答案”或“标题、内容”这样的列名' },
  'bad-head': { zh: '文件开头写的信息有误', saysMore: true },
  'language': { zh: '看不出是中文还是英文，请在上面选好语言再上传', en: 'is neither Chinese nor English by its words; choose the language above and upload it again' },
  'duplicate-id': { zh: '编号和别的文档重复，请换一个', saysMore: true },
  'too-slow': { zh: '读取时间太长，请拆开或另存后再上传' },
  'too-much-memory': { zh: '读取时占用内存太多，请去掉图片或拆开再上传' },
  'address': { zh: '网址不能使用', saysMore: true },
  'unreachable': { zh: '网页打不开', saysMore: true },
};

/** Why a file was not taken in, in the reader's language. */
export function sayRefusal({ reason, message }: UploadView['refused'][number], language: Language): string {
  const words = REFUSALS[reason];
  if (language === 'en') return `it ${words?.en ?? message}`;
  if (words === undefined) return message;
  return words.saysMore ? `${words.zh}（${message}）` : words.zh;
}

/** What came of a file, in one line. */
export function sayUpload({ added, changed, unchanged, quarantined, refused }: UploadView, language: Language): string {
  const counts = ([['uploadAdded', added], ['uploadChanged', changed], ['uploadUnchanged', unchanged], ['uploadQuarantined', quarantined]] as const)
    .filter(([, count]) => count > 0)
    .map(([key, count]) => say(key, language, { count }));
  const [first, ...others] = refused;
  if (first === undefined) return counts.join(' · ');
  const reason = `${sayRefusal(first, language)}${others.length > 0 ? ` (+${others.length})` : ''}`;
  return [...counts, say(counts.length > 0 ? 'uploadRefused' : 'uploadFailed', language, { reason })].join(' · ');
}

/** Why a document must be looked at. */
export function sayAlarm(reason: string, language: Language): string {
  if (language === 'en') return reason;
  const quoted = /“(.*)”$/s.exec(reason)?.[1];
  if (reason.startsWith('hidden text tries')) return `文中藏有指挥助理的话：“${quoted}”`;
  if (reason.startsWith('the text tries')) return `文中有指挥助理的话：“${quoted}”`;
  return reason.startsWith('text was hidden') ? '文中有读者看不见的文字' : reason;
}
