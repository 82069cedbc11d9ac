/** Tells the day in a time zone (an IANA name, such as `Asia/Shanghai`), as `2027-05-31`; `now` in Unix ms. */
export function createToday(timeZone: () => string, now: () => number): () => string {
  let format: { readonly zone: string; readonly day: Intl.DateTimeFormat } | undefined;
  return () => {
    const zone = timeZone();
    // Making a formatter costs a hundred times more than using it.
    if (format?.zone !== zone) format = { zone, day: new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }) };
    return format.day.format(now());
  };
}
