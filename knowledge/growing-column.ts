/** Numbers of which nobody knows yet how many there will be, outside the heap. */
export type Growing<Kind> = {
  readonly push: (value: number) => void;
  readonly length: () => number;
  /** All numbers so far, in a column of their own. */
  readonly all: () => Kind;
};

/** Room for so many numbers at first; it doubles when it is full. */
const FIRST = 1_024;

/** An empty column that grows. A value that does not fit its kind is cut as typed arrays do. */
export function createGrowing<Kind extends Uint32Array | Uint16Array>(kind: new (length: number) => Kind): Growing<Kind> {
  let [room, length] = [new kind(FIRST), 0];
  const resized = (size: number): Kind => {
    const other = new kind(size);
    other.set(room.subarray(0, length));
    return other;
  };
  return {
    push(value) {
      if (length === room.length) room = resized(2 * length);
      room[length] = value;
      length += 1;
    },
    length: () => length,
    all: () => resized(length),
  };
}
