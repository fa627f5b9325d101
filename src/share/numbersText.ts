// numbers → 64-bit floats, lowest byte first → base64 with the letters that addresses allow
/** Eleven letters a number, exact to the last bit, where decimals would take up to twenty. */

/** Finite numbers as text. */
export function textOfNumbers(numbers: readonly number[]): string {
  const view = new DataView(new ArrayBuffer(8 * numbers.length));
  numbers.forEach((number, i) => { view.setFloat64(8 * i, number, true); });
  const letters = Array.from(new Uint8Array(view.buffer), (byte) => String.fromCharCode(byte)).join('');
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The numbers of such a text; null where it is none, or holds a number that is not finite. Never throws. */
export function numbersOf(text: string): readonly number[] | null {
  if (!/^[\w-]*$/.test(text)) return null;
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
    if (bytes.length % 8 !== 0) return null;
    const view = new DataView(bytes.buffer);
    const numbers = Array.from({ length: bytes.length / 8 }, (_, i) => view.getFloat64(8 * i, true));
    return numbers.every((number) => Number.isFinite(number)) ? numbers : null;
  } catch {
    return null;
  }
}
