import { createSocket } from 'node:dgram';

type Answers = { readonly v4: Uint8Array; readonly v6: Uint8Array; readonly recvBufferSize?: number };

/**
 * On port 53 of 127.0.0.1: A and AAAA of every name are these addresses, everything else has no data. Written by hand to be cheap beside
 * what is measured.
 */
export async function startAddressDns({ v4, v6, recvBufferSize }: Answers): Promise<void> {
  const server = createSocket({ type: 'udp4', ...(recvBufferSize !== undefined && { recvBufferSize }) });
  server.on('message', (query, from) => {
    let end = 12;
    while (query[end] !== 0) end += (query[end] ?? 0) + 1;
    const question = query.subarray(12, end + 5);
    const type = query.readUInt16BE(end + 1);
    const address = type === 1 ? v4 : type === 28 ? v6 : undefined;
    const header = Buffer.alloc(12);
    query.copy(header, 0, 0, 2);
    header.writeUInt16BE(0x8580, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(address === undefined ? 0 : 1, 6);
    const parts: Uint8Array[] = [header, question];
    if (address !== undefined) {
      const record = Buffer.alloc(12);
      record.writeUInt16BE(0xc00c, 0);
      record.writeUInt16BE(type, 2);
      record.writeUInt16BE(1, 4);
      record.writeUInt16BE(address.length, 10);
      parts.push(record, address);
    }
    server.send(Buffer.concat(parts), from.port, from.address);
  });
  await new Promise<void>((resolve) => server.bind(53, '127.0.0.1', resolve));
}
