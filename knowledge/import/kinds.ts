import path from 'node:path';

/** What kinds of files are read. */
export type DocumentKind = 'markdown' | 'html' | 'text' | 'docx' | 'pdf' | 'csv' | 'xlsx';

const BY_ENDING: Readonly<Record<string, DocumentKind>> = {
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.html': 'html',
  '.htm': 'html',
  '.xhtml': 'html',
  '.txt': 'text',
  '.text': 'text',
  '.docx': 'docx',
  '.pdf': 'pdf',
  '.csv': 'csv',
  '.tsv': 'csv',
  '.xlsx': 'xlsx',
};

const BY_TYPE: Readonly<Record<string, DocumentKind>> = {
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  'text/plain': 'text',
  'text/markdown': 'markdown',
  'application/pdf': 'pdf',
  'text/csv': 'csv',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
};

/** Endings of lists of web addresses. */
const LIST_ENDINGS = ['.urls', '.urls.txt'];

/** The kind of a file by its ending; `urls` for a list of web addresses; `undefined` when it is none that is read. */
export function kindOfFile(file: string): DocumentKind | 'urls' | undefined {
  const name = path.basename(file).toLowerCase();
  if (LIST_ENDINGS.some((ending) => name.endsWith(ending))) return 'urls';
  return BY_ENDING[path.extname(name)];
}

/** The kind of what a web server sent, by its content type. */
export function kindOfType(contentType: string): DocumentKind | undefined {
  return BY_TYPE[contentType.split(';')[0]?.trim().toLowerCase() ?? ''];
}

/** Old formats with the one to save them in. */
const OLD: Readonly<Record<string, string>> = { '.doc': '.docx', '.wps': '.docx', '.rtf': '.docx', '.odt': '.docx', '.pages': '.docx', '.xls': '.xlsx', '.et': '.xlsx', '.ods': '.xlsx', '.ppt': '.pdf', '.pptx': '.pdf', '.key': '.pdf' };

/** What to do with a file of no known kind; goes on after its name. */
export function unknownKindMessage(file: string): string {
  const ending = path.extname(file).toLowerCase();
  const better = OLD[ending];
  if (better !== undefined) return `is a ${ending} file, which is not read; save it as ${better} and import that`;
  return 'is of no kind that is read (Markdown, HTML, text, DOCX, PDF, CSV, XLSX, .urls); convert it or leave it out';
}
