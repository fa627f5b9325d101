/** Gives the reader a file; nothing is sent anywhere. */
export function download(content: string | Uint8Array<ArrayBuffer> | Blob, fileName: string, mediaType: string): void {
  const blob = content instanceof Blob ? content : new Blob([content], { type: mediaType });
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => { URL.revokeObjectURL(url); }, 1000);
}
