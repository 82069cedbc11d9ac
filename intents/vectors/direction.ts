/** 32-bit FNV-1a over code units, with the bits spread afterwards (MurmurHash3's finaliser). */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 16_777_619);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** How many components of a direction are not zero. */
const SPIKES = 32;

/** Adds a name's own random unit direction (sparse signs: Achlioptas 2003) to a vector, `weight` times. Always the same for a name. */
export function addDirection(target: Float32Array, name: string, weight: number): void {
  let state = hashText(name) || 1;
  const step = weight / Math.sqrt(SPIKES);
  for (let spike = 0; spike < SPIKES; spike += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const at = (state >>> 8) % target.length;
    target[at]! += (state & 1) === 0 ? step : -step;
  }
}

/** Adds `weight` times `source`. */
export function addVector(target: Float32Array, source: Float32Array, weight: number): void {
  for (let i = 0; i < target.length; i += 1) target[i]! += weight * source[i]!;
}

/** Makes a vector's length 1, in place; a zero vector stays zero. */
export function toUnit(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const norm = Math.sqrt(squares);
  if (norm < 1e-9) return vector.fill(0);
  for (let i = 0; i < vector.length; i += 1) vector[i]! /= norm;
  return vector;
}

/** Dot product. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}
