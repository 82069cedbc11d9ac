import { piiMiddleware } from 'langchain';

/** What LangChain knows by itself is `email`; the rest are patterns of ours, as its documentation proposes, the longer numbers first. */
const DETECTORS: Readonly<Record<string, RegExp>> = {
  id_card: /(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)/g,
  bank_card: /(?<!\d)(?:\d[ -]?){15,18}\d(?!\d)/g,
  mobile: /(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/g,
  phone: /(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)|\+\d{1,3}[ -]?(?:\d[ -]?){8,11}\d|\(\d{3}\) ?\d{3}[- ]\d{4}/g,
  address: /\p{Script=Han}{2,8}(?:省|市|自治区)[\p{Script=Han}\d]{1,30}?(?:路|街|大道|巷|村|小区|花园|苑)[\p{Script=Han}\d-]{0,24}|\b\d{1,5}\s+(?:[A-Z][\w.]*\s+){1,4}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Boulevard)\b[^.?!;\n]{0,40}/gu,
  name: /(?<=我叫|我是|姓名[:：]?|联系人[:：]?|收件人[:：]?)\s*\p{Script=Han}{2,4}|(?<=\b(?:[Mm]y name is|I am|I'm|[Nn]ame:|[Rr]ecipient:)\s)[A-Z][a-z]+(?:\s[A-Z][a-z]+){1,2}/gu,
};

/** The middlewares that mask personal data before the model is called, in a question and in what a tool has found. */
export const personalMiddlewares = () => [
  piiMiddleware('email', { strategy: 'mask' }),
  ...Object.entries(DETECTORS).map(([type, detector]) => piiMiddleware(type, { strategy: 'redact', detector })),
];
