/** Standard input or output, in the place of a file or a text. */
export const STANDARD = '-';

/** All of standard input, as text; undefined where there is more than `bytesMax`, and the rest is not read. */
export async function readStandardInput(bytesMax: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bytesMax) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
