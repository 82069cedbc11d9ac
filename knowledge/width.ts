const wide = /[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|[\ud840-\ud8bf][\udc00-\udfff]/g;

/** How wide a text is in columns: Chinese characters and full-width signs are two, others one. */
export function widthOf(text: string): number {
  const wides = text.match(wide);
  return wides === null ? text.length : text.length + wides.reduce((sum, sign) => sum + 2 - sign.length, 0);
}
