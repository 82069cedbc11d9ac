/** A moment (Unix ms) as a field for day and time has it, where the reader is: `2027-03-11T10:30`; to five minutes. */
export function localInput(at: number): string {
  const date = new Date(Math.ceil(at / 300_000) * 300_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The moment of such a field; undefined where it is empty. */
export function readLocalInput(text: string): number | undefined {
  const at = new Date(text).getTime();
  return Number.isNaN(at) ? undefined : at;
}
